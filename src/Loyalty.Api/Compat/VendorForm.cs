using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Compat;

/// <summary>In which form a vendor's client writes, and is answered.</summary>
enum VendorForm
{
    Json,
    Xml,
}

static class VendorForms
{
    /// <summary>As the content type says, else "format" in the query; null: it is none of these.</summary>
    public static VendorForm? OfBody(HttpRequest request) =>
        Typed(request.GetTypedHeaders().ContentType) ?? Asked(request);

    /// <summary>As "format" in the query says, else as the body is; JSON where neither tells.</summary>
    public static VendorForm OfAnswer(HttpRequest request) => Asked(request) ?? OfBody(request) ?? VendorForm.Json;

    static VendorForm? Asked(HttpRequest request) => Named(request.Query["format"].ToString());

    static VendorForm? Named(string format) =>
        format.Equals("xml", StringComparison.OrdinalIgnoreCase) ? VendorForm.Xml
        : format.Equals("json", StringComparison.OrdinalIgnoreCase) ? VendorForm.Json
        : null;

    static VendorForm? Typed(MediaTypeHeaderValue? type) =>
        type is null ? null
        : IsOf(type, "xml") ? VendorForm.Xml
        : IsOf(type, "json") ? VendorForm.Json
        : null;

    /// <summary>application/xml, text/xml, application/vendor+xml.</summary>
    static bool IsOf(MediaTypeHeaderValue type, string form) =>
        type.SubType.Equals(form, StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals(form, StringComparison.OrdinalIgnoreCase);
}
