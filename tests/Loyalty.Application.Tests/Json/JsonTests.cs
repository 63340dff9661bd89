using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Application.Json;
using Loyalty.Domain;

namespace Loyalty.Application.Tests.Json;

public sealed class JsonTests
{
    [TestCase("\"100.50\"", "100.50")]
    [TestCase("100.50", "100.50")]
    [TestCase("100", "100")]
    public void Points_are_read_from_their_text(string json, string expected) =>
        Assert.That(JsonSerializer.Deserialize<Points>(json, LoyaltyJson.Options).ToString(), Is.EqualTo(expected));

    [TestCase("1e3")]
    [TestCase("\"1e3\"")]
    [TestCase("-1")]
    [TestCase("true")]
    [TestCase("null")]
    [TestCase("\"NaN\"")]
    [TestCase("{}")]
    public void Anything_else_is_no_amount(string json) =>
        Assert.That(() => JsonSerializer.Deserialize<Points>(json, LoyaltyJson.Options),
            Throws.TypeOf<InvalidValueException>());

    [TestCase("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z")]
    [TestCase("2026-01-31T12:00:00.1234567+02:00", "2026-01-31T10:00:00.123456Z")]
    [TestCase("2026-01-31t12:00:00z", "2026-01-31T12:00:00Z")]
    [TestCase("2026-01-31T12:00:00", null)]
    [TestCase("2026-01-31", null)]
    [TestCase("2026-02-30T12:00:00Z", null)]
    [TestCase("0001-01-01T00:00:00+14:00", null)]
    [TestCase("9999-12-31T23:59:59-14:00", null)]
    [TestCase("0000-01-01T00:00:00Z", null)]
    [TestCase("now", null)]
    public void Times_need_an_offset_and_are_kept_to_the_microsecond_in_UTC(string text, string? expected) =>
        Assert.That(TimeConverter.TryParse(text, out var time) ? TimeConverter.Text(time) : null, Is.EqualTo(expected));

    [TestCase("""{"a": [1, 2.50, "x"]}""", """{"a":[1,2.50,"x"]}""")]
    [TestCase("[]", null)]
    [TestCase("\"x\"", null)]
    [TestCase("""{"a":[{"b":1e400000}]}""", null)]
    [TestCase("""{"a":-1e999}""", null)]
    public void Metadata_is_an_object_that_every_client_can_read(string json, string? expected)
    {
        string? Read()
        {
            try
            {
                return JsonSerializer.Deserialize<Metadata>(json, LoyaltyJson.Options)!.Json;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        Assert.That(Read(), Is.EqualTo(expected));
    }

    [TestCase("""{"a":1}""", """{"b":2}""", """{"a":1,"b":2}""")]
    [TestCase("""{"a":1,"b":2}""", """{"a":null}""", """{"b":2}""")]
    [TestCase("""{"a":{"b":1,"c":2}}""", """{"a":{"b":null,"d":3}}""", """{"a":{"c":2,"d":3}}""")]
    [TestCase("""{"a":[1,2]}""", """{"a":[3]}""", """{"a":[3]}""")]
    [TestCase("""{"a":1}""", """{"a":{"b":null,"c":2}}""", """{"a":{"c":2}}""")]
    [TestCase("""{"a":{"v":1}}""", """{"a":{"v":null}}""", """{"a":{"v":null}}""")]
    public void Patches_merge_as_RFC_7396_says(string target, string patch, string expected) =>
        Assert.That(MergePatch.Apply(JsonNode.Parse(target)!.AsObject(), JsonNode.Parse(patch)!.AsObject(), ["v"])
            .ToJsonString(), Is.EqualTo(expected));
}
