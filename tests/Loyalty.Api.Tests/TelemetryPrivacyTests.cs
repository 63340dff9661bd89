using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Loyalty.Api.Tests;

/// <summary>Logs, traces and metrics carry route templates and codes, never what a caller sent.</summary>
public sealed class TelemetryPrivacyTests
{
    readonly ApiClient admin = new();

    [Test]
    public async Task Nothing_that_a_caller_sent_is_logged_or_exported()
    {
        var email = $"private{Guid.NewGuid():N}@example.com";
        const string phone = "+37069912345";
        var program = await admin.NewProgram();
        var key = await admin.NewKey(
            new
            {
                name = "till",
                scopes = new[] { "read", "accrue", "redeem", "members", "manage" },
                programs = new[] { program }
            });
        var till = new ApiClient(key);
        var path = $"/v1/programs/{program}";
        void Headers(HttpRequestMessage request)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", email);
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", phone);
            request.Headers.TryAddWithoutValidation("Referer", $"http://x/{email}");
            request.Headers.TryAddWithoutValidation(
                "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
            request.Headers.TryAddWithoutValidation("tracestate", "k=private69912345");
            request.Headers.TryAddWithoutValidation("baggage", $"user={Uri.EscapeDataString(email)}");
            request.Headers.Host = "private69912345.example.com";
        }

        await till.Send("POST", $"{path}/members", new { email, phone, name = email }, email, Headers);
        await till.Send("POST", $"{path}/members", new { email }, null, Headers);
        await till.Send("GET", $"{path}/members/email:{Uri.EscapeDataString(email)}/balance", null, null, Headers);
        await till.Send("GET",
            $"{path}/members?email={Uri.EscapeDataString(email)}&phone={Uri.EscapeDataString(phone)}&key={key}", null,
                null, Headers);
        await till.Send("GET", $"/v1/programs/{Uri.EscapeDataString(email)}", null, null, Headers);
        await till.Send("GET", $"/nowhere/{Uri.EscapeDataString(email)}?key={key}", null, null, Headers);
        await till.Send("POST", $"{path}/accruals",
            new { member = new { phone }, points = 5, description = email, external_id = phone }, "p1", Headers);
        await till.Send("POST", $"{path}/redemptions",
            new { member = new { phone }, points = 50, description = email }, phone, Headers);
        await till.Send("POST", $"{path}/redemptions", $$"""{"{{email}}":1}""", phone, Headers);
        await till.Send("POST", $"{path}/redemptions", email, phone, Headers);
        await new ApiClient(key + "x")
            .Send("GET", $"{path}/members/{Uri.EscapeDataString(email)}", null, null, Headers);
        await till.Send("DELETE", $"{path}/members/phone:{Uri.EscapeDataString(phone)}", null, null, Headers);

        ApiHost.App.Services.GetRequiredService<MeterProvider>().ForceFlush();
        var logs = ApiHost.Logs.ToList();
        var spans = ApiHost.Spans.Select(span => $"{span.DisplayName} {span.StatusDescription} {span.TraceStateString} "
            + JsonSerializer.Serialize(span.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value?.ToString()))
            + string.Join(' ', span.Events.SelectMany(found => found.Tags.Select(tag => tag.Value)))).ToList();
        var metrics = new List<string>();
        foreach (var metric in ApiHost.Metrics.ToList())
        {
            foreach (var point in metric.MetricPoints)
            {
                foreach (var tag in point.Tags)
                {
                    metrics.Add($"{metric.Name} {tag.Key}={tag.Value}");
                }
            }
        }

        foreach (var secret in new[] { email, email[..20], Uri.EscapeDataString(email), phone[1..], "69912345", key,
            key.Split('_', 3)[2] })
        {
            Assert.That(logs.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)), Is.Empty);
            Assert.That(spans.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)), Is.Empty);
            Assert.That(metrics.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)), Is.Empty);
        }

        // They are not empty either: routes, use cases, programs and outcomes are there.
        Assert.That(logs, Has.Some.Contains("RedeemPoints").And.Some.Contains("insufficient_points"));
        Assert.That(spans, Has.Some.Contains("/v1/programs/{program}/members/{ref}/balance"));
        Assert.That(spans, Has.Some.Contains("RedeemPoints"));
        Assert.That(metrics, Has.Some.EqualTo("loyalty.use_case.duration use_case=RedeemPoints")
            .And.Some.EqualTo($"loyalty.use_case.duration program={program}")
                .And.Some.StartsWith("http.server.request.duration http.route=/v1/programs/{program}"));
    }
}
