using System.Diagnostics;

namespace Loyalty.Api.Tests;

/// <summary>What one request did can be followed from its arrival to the database.</summary>
public sealed class TraceTests
{
    readonly ApiClient admin = new();

    [Test]
    public async Task One_trace_goes_from_the_request_through_use_case_and_queue_to_the_statements()
    {
        var program = await admin.NewProgram();
        var email = await admin.NewMember(program, "5");
        var trace = ActivityTraceId.CreateRandom();
        await admin.Send("POST", $"/v1/programs/{program}/redemptions", new { member = new { email }, points = 1 },
            Guid.NewGuid().ToString(),
            request => request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"));

        // The request's own span ends a moment after its answer.
        List<Activity> Spans() => [.. ApiHost.Spans.Where(span => span.TraceId == trace)];
        while (!Spans().Exists(span => span.Kind == ActivityKind.Server))
        {
            await Task.Delay(10);
        }

        var spans = Spans();
        var request = spans.Single(span => span.Kind == ActivityKind.Server);
        Assert.That(request.DisplayName, Is.EqualTo("POST /v1/programs/{program}/redemptions"));
        var useCase = Child(request, "RedeemPoints");
        Assert.That(Statement(Child(useCase, "account load"), "load"), Is.Not.Null);
        Assert.That(Statement(Child(useCase, "account queue"), "commit"), Is.Not.Null);

        Activity Child(Activity parent, string name) => spans.Find(
            span => span.ParentSpanId == parent.SpanId && span.DisplayName == name)
            ?? throw new AssertionException(
                $"no {name} in {string.Join(", ", spans.Select(span => span.DisplayName))}");

        Activity Statement(Activity parent, string name)
        {
            var statement = Child(parent, name);
            return spans.Find(span => span.ParentSpanId == statement.SpanId && span.Kind == ActivityKind.Client)
                ?? throw new AssertionException($"{name} asks nothing: " + string.Join("; ", spans.Select(span =>
                    $"{span.DisplayName} {span.Kind} {span.SpanId} in {span.ParentSpanId}")));
        }
    }
}
