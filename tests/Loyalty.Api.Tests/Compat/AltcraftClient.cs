using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Loyalty.Api.Tests.Compat;

/// <summary>A client as the vendor's documents have it: a token in the body, JSON or XML.</summary>
sealed class AltcraftClient(string? token, bool isXml = false, Uri? address = null)
{
    static readonly HttpClient Http = new();

    /// <param name="members">Null values are left out.</param>
    public Task<AltcraftReply> Call(string path, params (string Name, object? Value)[] members)
    {
        var all = members.Where(member => member.Value is not null);
        if (token is not null)
        {
            all = all.Prepend(("token", token));
        }

        var body = isXml
            ? new XElement("xml", all.Select(member => Element(member.Name, member.Value!))).ToString()
            : JsonSerializer.Serialize(all.ToDictionary(member => member.Name, member => member.Value));
        return Send(path, body, isXml ? "application/xml" : "application/json");
    }

    public async Task<AltcraftReply> Send(string path, string body, string type, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(address ?? ApiHost.Address, $"api/v1.1/loyalty/{path}"));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await Http.SendAsync(request);
        return new(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync());
    }

    static XElement Element(string name, object value) => new(
        name,
        value is IReadOnlyDictionary<string, string> inner
            ? inner.Select(member => new XElement(member.Key, member.Value))
            : value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture));
}

/// <summary>What came back; XML read as the JSON that has the same members.</summary>
sealed record AltcraftReply(int Status, string? Type, string Text)
{
    public int Error => int.Parse(Value("error")!, CultureInfo.InvariantCulture);

    public string ErrorText => Value("error_text")!;

    /// <summary>The value at a path like "data.balance_after"; null: empty, or not there.</summary>
    public string? Value(string path)
    {
        if (Type == "application/xml")
        {
            var element = path.Split('.').Aggregate(
                (XElement?)XElement.Parse(Text),
                (at, name) => int.TryParse(name, out var place)
                    ? at?.Elements("item").ElementAtOrDefault(place) : at?.Element(name));
            return element is null || element.Value.Length == 0 ? null : element.Value;
        }

        var at = (JsonElement?)JsonDocument.Parse(Text).RootElement;
        foreach (var name in path.Split('.'))
        {
            at = int.TryParse(name, out var place)
                ? place < at!.Value.GetArrayLength() ? at.Value[place] : null
                : at!.Value.TryGetProperty(name, out var member) ? member : null;
            if (at is null)
            {
                return null;
            }
        }

        return at.Value.ValueKind == JsonValueKind.Null ? null : at.Value.ToString();
    }

    /// <summary>The names of the members at a path, in their order.</summary>
    public IEnumerable<string> Members(string path = "") => Type == "application/xml"
        ? Parts(path).Aggregate(XElement.Parse(Text), (at, name) => at.Element(name)!)
            .Elements().Select(element => element.Name.LocalName)
        : Parts(path).Aggregate(JsonDocument.Parse(Text).RootElement, (at, name) => at.GetProperty(name))
            .EnumerateObject().Select(member => member.Name);

    static string[] Parts(string path) => path.Split('.', StringSplitOptions.RemoveEmptyEntries);
}
