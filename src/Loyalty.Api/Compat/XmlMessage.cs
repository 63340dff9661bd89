using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Loyalty.Api.Compat;

/// <summary>
/// XML to and from the members that JSON would have: an element is a member by its local name, its text the value;
/// elements of one name are a list; attributes are members, too, of an element without a text, where no element has
/// their name. There are no document types and no entities, and nothing is read from elsewhere.
/// </summary>
static class XmlMessage
{
    const string Root = "xml";
    const string Item = "item";
    const int MaxDepth = 32;

    static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1,
        MaxCharactersInDocument = 128 * 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CloseInput = true,
    };

    static XmlMessage() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="charset">As the content type says; null: as the document says itself.</param>
    /// <exception cref="FormatException">It is no XML that is read here.</exception>
    public static JsonObject Read(byte[] xml, string? charset)
    {
        try
        {
            using var reader = charset is null
                ? XmlReader.Create(new MemoryStream(xml), Safe)
                : XmlReader.Create(new StreamReader(new MemoryStream(xml), Strict(charset)), Safe);
            return Node(XElement.Load(reader), depth: 1) as JsonObject ?? [];
        }
        catch (Exception error) when (error is XmlException or ArgumentException or NotSupportedException)
        {
            throw new FormatException("The body is no valid XML.", error);
        }
    }

    /// <summary>Bytes that are none of its characters are refused, not replaced: ids must not become alike.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    /// <exception cref="NotSupportedException">It is one that is unsafe to read.</exception>
    static Encoding Strict(string charset) =>
        Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    static JsonNode Node(XElement element, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException("The body has too many levels.");
        }

        var members = new JsonObject();
        foreach (var child in element.Elements())
        {
            Add(members, child.Name.LocalName, Node(child, depth + 1));
        }

        var text = string.Concat(element.Nodes().OfType<XText>().Select(part => part.Value)).Trim();
        if (members.Count == 0 && text.Length > 0)
        {
            // What stands beside a text, as in <amount type="decimal">, is about it.
            return JsonValue.Create(text);
        }

        // Declarations of namespaces, and what belongs to one, say nothing to us.
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration
            && attribute.Name.NamespaceName.Length == 0 && !members.ContainsKey(attribute.Name.LocalName)))
        {
            members[attribute.Name.LocalName] = attribute.Value;
        }

        return members.Count > 0 ? members : JsonValue.Create("");
    }

    static void Add(JsonObject elements, string name, JsonNode value)
    {
        switch (elements[name])
        {
            case null:
                elements[name] = value;
                break;
            case JsonArray list:
                list.Add(value);
                break;
            case { } first:
                elements.Remove(name);
                elements[name] = new JsonArray(first, value);
                break;
        }
    }

    /// <summary>The members as elements, in their order; the elements of a list are named "item".</summary>
    public static byte[] Write(JsonObject members)
    {
        var output = new MemoryStream();
        var form = new XmlWriterSettings
        {
            OmitXmlDeclaration = true,
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using (var writer = XmlWriter.Create(output, form))
        {
            Write(writer, Root, members);
        }

        return output.ToArray();
    }

    static void Write(XmlWriter writer, string name, JsonNode? value)
    {
        writer.WriteStartElement(XmlConvert.EncodeLocalName(name));
        switch (value)
        {
            case JsonObject members:
                foreach (var (member, inner) in members)
                {
                    Write(writer, member, inner);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Write(writer, Item, item);
                }

                break;
            case JsonValue leaf:
                writer.WriteString(Storable(
                    leaf.GetValueKind() == JsonValueKind.String ? leaf.GetValue<string>() : leaf.ToJsonString()));
                break;
            default:
                break;
        }

        writer.WriteEndElement();
    }

    /// <summary>XML has no place for most control characters, not even escaped.</summary>
    static string Storable(string text) =>
        text.All(unit => XmlConvert.IsXmlChar(unit) || char.IsSurrogate(unit)) ? text
            : string.Concat(text.Select(unit =>
                XmlConvert.IsXmlChar(unit) || char.IsSurrogate(unit) ? unit : (char)Rune.ReplacementChar.Value));
}
