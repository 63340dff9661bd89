using System.Text;
using System.Text.Json;

namespace Loyalty.Api.Tests;

/// <summary>A client as a till has it, and what it got.</summary>
sealed class ApiClient(string? key = ApiHost.AdminKey, Uri? address = null)
{
    static readonly HttpClient Http = new(
        new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5) });

    public async Task<ApiAnswer> Send(string method, string path, object? body = null, string? idempotencyKey = null,
        Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(new(method), new Uri(address ?? ApiHost.Address, path));
        if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        if (body is not null)
        {
            var text = body as string ?? JsonSerializer.Serialize(body);
            request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        }

        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        change?.Invoke(request);
        using var response = await Http.SendAsync(request);
        var content = await response.Content.ReadAsStringAsync();
        return new(response.StatusCode, response.Content.Headers.ContentType?.MediaType, content,
            response.Headers.TryGetValues("Idempotency-Replayed", out var replayed) ? replayed.Single() : null,
            response.Headers.RetryAfter?.ToString(),
            (Header("RateLimit-Limit"), Header("RateLimit-Remaining"), Header("RateLimit-Reset")));

        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
    }

    public Task<ApiAnswer> Get(string path) => Send("GET", path);

    /// <summary>A POST with a new idempotency key unless one is given.</summary>
    public Task<ApiAnswer> Post(string path, object body, string? idempotencyKey = null) =>
        Send("POST", path, body, idempotencyKey ?? Guid.NewGuid().ToString());

    public async Task<string> NewProgram(object? policy = null)
    {
        var code = $"p{Guid.NewGuid():N}";
        var answer = await Post(
            "/v1/programs", policy is null ? new { code, name = "Test" } : new { code, name = "Test", policy });
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created), answer.Text);
        return code;
    }

    public async Task<string> NewMember(string program, string points)
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        Assert.That((await Post($"/v1/programs/{program}/members", new { email }))
            .Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await Post($"/v1/programs/{program}/accruals", new { member = new { email }, points }))
            .Status, Is.EqualTo(HttpStatusCode.Created));
        return email;
    }

    public async Task<string> NewKey(object body)
    {
        var answer = await Post("/v1/keys", body);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created), answer.Text);
        return answer.Value("key")!;
    }
}

sealed record ApiAnswer(
    HttpStatusCode Status, string? ContentType, string Text, string? Replayed, string? RetryAfter,
    (string? Limit, string? Remaining, string? Reset) RateLimit)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? Code => ContentType == "application/problem+json" ? Json.GetProperty("code").GetString() : null;

    public string? Value(string path) => At(path).ValueKind == JsonValueKind.Null ? null : At(path).ToString();

    /// <summary>The member at a path like "errors.0.field".</summary>
    public JsonElement At(string path) => path.Split('.').Aggregate(Json, (element, part) =>
        int.TryParse(part, out var index) ? element[index] : element.GetProperty(part));
}
