using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Loyalty.Api.Hosting;
using Loyalty.Api.Refusals;
using Loyalty.Application.Json;
using Loyalty.Domain;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Calls;

/// <summary>
/// Reads a JSON body the way the contract says: of the right type and size, every string storable, no member unknown
/// or twice.
/// </summary>
static class JsonBody
{
    const string Json = "application/json";
    const string MergePatch = "application/merge-patch+json";

    public static bool IsAbsent(HttpRequest request) => request.ContentLength is 0
        || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    /// <summary>What is read from a body's bytes, or why it can't be.</summary>
    public delegate (T? Body, Refusal? Refusal) Reader<T>(ReadOnlySpan<byte> json)
        where T : class;

    /// <summary>The body, or why there is none to work with.</summary>
    public static Task<(T? Body, Refusal? Refusal)> Read<T>(HttpRequest request, CancellationToken ct)
        where T : class => Read<T>(request, Limits.MaxBodyBytes, Parse<T>, ct);

    /// <summary>The same for a body of another size, and read in another way.</summary>
    public static async Task<(T? Body, Refusal? Refusal)> Read<T>(
        HttpRequest request, int maxBytes, Reader<T> read, CancellationToken ct)
        where T : class
    {
        if (IsAbsent(request))
        {
            return (null, Invalid(FieldCodes.EmptyBody.At("body")));
        }

        if (!IsJson(request))
        {
            return (null, Refusal.Of(StatusCodes.Status415UnsupportedMediaType));
        }

        return await ReadRaw(request, maxBytes, read, ct);
    }

    /// <summary>The bytes of a body of whatever form, without a byte order mark of UTF-8.</summary>
    public static Task<(byte[]? Body, Refusal? Refusal)> ReadBytes(
        HttpRequest request, int maxBytes, CancellationToken ct) =>
        ReadRaw<byte[]>(request, maxBytes, bytes => (bytes.ToArray(), null), ct);

    static async Task<(T? Body, Refusal? Refusal)> ReadRaw<T>(
        HttpRequest request, int maxBytes, Reader<T> read, CancellationToken ct)
        where T : class
    {
        // The web server knows the usual size alone; one byte more than may be read tells that there is more.
        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = maxBytes;
        var buffer = ArrayPool<byte>.Shared.Rent(maxBytes + 1);
        try
        {
            return await Fill(request, buffer.AsMemory(0, maxBytes + 1), ct) switch
            {
                null => (null, Refusal.Of(StatusCodes.Status400BadRequest)),
                { } length when length > maxBytes => (null, Refusal.Of(StatusCodes.Status413PayloadTooLarge)),
                { } length => read(WithoutMark(buffer.AsSpan(0, length))),
            };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>How many bytes came; null when what came is no body.</summary>
    /// <remarks>
    /// A token given to the server's own reading would leave it under way: the server, which reads what is left of a
    /// body before the next request, logs that as an error.
    /// </remarks>
    static async Task<int?> Fill(HttpRequest request, Memory<byte> buffer, CancellationToken ct)
    {
        var body = request.BodyReader;
        await using var givenUp = ct.Register(body.CancelPendingRead);
        for (var length = 0; ;)
        {
            ReadResult read;
            try
            {
                read = await body.ReadAsync(CancellationToken.None);
            }
            catch (Exception error) when (
                error is OverflowException or IOException { InnerException: OverflowException })
            {
                // The size of a chunk fits no number of the web server's.
                return null;
            }

            var taken = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, buffer.Length - length));
            taken.CopyTo(buffer.Span[length..]);
            length += (int)taken.Length;
            body.AdvanceTo(taken.End);
            ct.ThrowIfCancellationRequested();
            if (read.IsCompleted || length == buffer.Length)
            {
                return length;
            }
        }
    }

    /// <summary>A whole body, or one item of a body that has many.</summary>
    public static (T? Body, Refusal? Refusal) Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            if (!Utf8.IsValid(json) || HasUnstorableText(json))
            {
                return (null, Unstorable);
            }

            var body = typeof(T) == typeof(JsonObject)
                ? ParseObject(json) as T
                : JsonSerializer.Deserialize<T>(json, ApiJson.Strict);
            return body is not null
                ? (body, null)
                : (null, Invalid(FieldCodes.EmptyBody.At("body")));
        }
        catch (JsonException error)
        {
            return (null, Invalid(JsonErrors.Describe(error)));
        }
    }

    /// <summary>
    /// The items of {"items":[…]}, each still to be parsed: what is wrong in one is that one's alone.
    /// </summary>
    public static (IReadOnlyList<JsonElement>? Items, Refusal? Refusal) Items(
        ReadOnlySpan<byte> json, int maxItems)
    {
        try
        {
            if (!Utf8.IsValid(json))
            {
                return (null, Unstorable);
            }

            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.EnumerateObject().ToList() is [{ Name: "items" } only]
                && only.Value.ValueKind == JsonValueKind.Array && only.Value.GetArrayLength() is var count
                && count >= 1 && count <= maxItems && !reader.Read()
                ? ([.. only.Value.Clone().EnumerateArray()], null)
                : (null, Invalid(FieldCodes.InvalidLength.At("items",
                    $"The body must have the member items alone: a list of 1 to {maxItems}.")));
        }
        catch (JsonException error)
        {
            return (null, Invalid(JsonErrors.Describe(error)));
        }
        catch (InvalidOperationException)
        {
            // A member's name is no text.
            return (null, Unstorable);
        }
    }

    /// <summary>Some systems begin every UTF-8 text with a byte order mark.</summary>
    static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) =>
        text.StartsWith("\uFEFF"u8) ? text["\uFEFF"u8.Length..] : text;

    static Refusal Unstorable =>
        Invalid(FieldCodes.InvalidText.At("body"));

    static JsonObject? ParseObject(ReadOnlySpan<byte> json) =>
        JsonNode.Parse(json, null, LoyaltyJson.NothingTwice) switch
        {
            null => null,
            JsonObject patch => patch,
            _ => throw new InvalidValueException(FieldCodes.InvalidFormat, "Must be a JSON object."),
        };

    /// <summary>
    /// PostgreSQL stores no U+0000, and half a surrogate pair is no text: both can only come as escapes.
    /// </summary>
    public static bool HasUnstorableText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped
                && IsUnstorable(reader.ValueSpan))
            {
                return true;
            }
        }

        return false;
    }

    static bool IsUnstorable(ReadOnlySpan<byte> text)
    {
        var awaitsLow = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                if (awaitsLow)
                {
                    return true;
                }

                continue;
            }

            i++;
            var unit = text[i] == 'u' ? Hex(text.Slice(i + 1, 4)) : 1;
            if (unit == 0 || awaitsLow != unit is >= 0xDC00 and <= 0xDFFF)
            {
                return true;
            }

            awaitsLow = unit is >= 0xD800 and <= 0xDBFF;
            i += text[i] == 'u' ? 4 : 0;
        }

        return awaitsLow;
    }

    static int Hex(ReadOnlySpan<byte> digits) =>
        int.Parse(digits, System.Globalization.NumberStyles.AllowHexSpecifier,
            System.Globalization.CultureInfo.InvariantCulture);

    static bool IsJson(HttpRequest request)
    {
        var type = request.GetTypedHeaders().ContentType;
        return type is not null && !IsEncoded(request)
            && (Is(type, Json) || (HttpMethods.IsPatch(request.Method) && Is(type, MergePatch)))
            && (!type.Charset.HasValue || type.Charset.Value!.Trim('"')
                .Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    public static bool IsEncoded(HttpRequest request) => !request.Headers.ContentEncoding.All(
        encoding => string.IsNullOrEmpty(encoding) || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase));

    static bool Is(MediaTypeHeaderValue type, string mediaType) =>
        type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase);

    static Refusal Invalid(FieldError error) => Refusal.Of(Declines.Invalid([error]));
}
