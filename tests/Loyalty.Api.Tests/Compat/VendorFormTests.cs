using System.Net.Http.Headers;
using System.Text;

namespace Loyalty.Api.Tests.Compat;

/// <summary>How bodies of vendors' clients are read: what their servers read, and nothing that isn't safe.</summary>
public sealed class VendorFormTests
{
    readonly ApiClient api = new();

    async Task<(string Number, string Email)> Member()
    {
        var code = await api.NewProgram();
        return ((await api.Get($"/v1/programs/{code}")).Value("number")!, await api.NewMember(code, "10"));
    }

    static async Task<AltcraftReply> Send(byte[] body, string type, string path = "account/balance")
    {
        using var http = new HttpClient();
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await http.PostAsync(new Uri(ApiHost.Address, $"api/v1.1/loyalty/{path}"), content);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync());
    }

    static string Xml(string number, string email, string declaration = "", string of = "") =>
        $"{declaration}<xml{of}><token>{ApiHost.AdminKey}</token><loyalty_program_id>{number}</loyalty_program_id>"
        + $"<matching>email</matching><email>{email}</email></xml>";

    [TestCase("utf-8", "", "application/xml")]
    [TestCase("utf-8", "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "text/xml; charset=utf-8")]
    [TestCase("windows-1251", "<?xml version=\"1.0\" encoding=\"windows-1251\"?>", "application/xml")]
    [TestCase("windows-1251", "", "application/xml; charset=windows-1251")]
    [TestCase("utf-16", "", "application/xml")]
    [TestCase("utf-16", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "application/vendor+xml")]
    public async Task XML_is_read_in_its_encoding(string encoding, string declaration, string type)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var (number, email) = await Member();
        var code = Encoding.GetEncoding(encoding);
        var text = Xml(number, email, declaration, " xmlns=\"urn:x\" note=\"ž\"".Replace('ž', 'Ж'));
        var answer = await Send([.. code.GetPreamble(), .. code.GetBytes(text)], type);
        Assert.That(answer.Value("data.active_balance"), Is.EqualTo("10.00"), answer.Text);
    }

    [Test]
    public async Task What_stands_beside_a_text_is_about_it()
    {
        var (number, email) = await Member();
        var text = Xml(number, email).Replace("<email>", "<email type=\"string\">", StringComparison.Ordinal)
            .Replace("<loyalty_program_id>", "<loyalty_program_id type=\"integer\"><!-- ours -->",
                StringComparison.Ordinal);
        var answer = await Send(Encoding.UTF8.GetBytes(text), "application/xml");
        Assert.That(answer.Value("data.active_balance"), Is.EqualTo("10.00"), answer.Text);
    }

    [TestCase("application/xml; charset=utf-7", "<xml/>")]
    [TestCase("application/xml; charset=none-such", "<xml/>")]
    [TestCase("application/xml; charset=utf-8", "<xml><email>\u00A9</email></xml>")]
    [TestCase("application/xml",
        "<!DOCTYPE xml [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><xml><email>&a;</email></xml>")]
    [TestCase("application/xml", "<xml><email>&a;</email></xml>")]
    [TestCase("application/xml", "<xml><email>")]
    [TestCase("application/json", "[1]")]
    [TestCase("application/json; charset=utf-8", "{\"email\":\"\u00A9\"}")]
    [TestCase("application/json", "{\"email\":\"\\u0000\"}")]
    public async Task What_cannot_be_read_is_an_incorrect_request(string type, string body)
    {
        // Bytes above 0x7F are one for each character here: no UTF-8.
        var answer = await Send(Encoding.Latin1.GetBytes(body), type);
        Assert.That((answer.Status, answer.Error), Is.EqualTo((200, 400)), answer.Text);
    }

    [TestCase("application/xml", "<a>", "</a>")]
    [TestCase("application/json", "{\"a\":", "}")]
    public async Task What_is_too_deep_is_an_incorrect_request(string type, string open, string close)
    {
        string Repeated(string part) => string.Concat(Enumerable.Repeat(part, 5000));
        var answer = await Send(
            Encoding.UTF8.GetBytes(Repeated(open) + (type.EndsWith("json", StringComparison.Ordinal) ? "1" : "")
                + Repeated(close)), type);
        Assert.That(answer.Error, Is.EqualTo(400), answer.Text);
    }

    [Test]
    public async Task An_empty_list_of_PHP_and_a_number_with_a_fraction_are_what_they_mean()
    {
        var (number, email) = await Member();
        var answer = await Send(Encoding.UTF8.GetBytes(
            $$"""
            {"token":"{{ApiHost.AdminKey}}","loyalty_program_id":{{number}}.0,"matching":"email","email":" {{email}} ",
             "amount":1.50,"external_data":[],"unknown":[{"a":[1] }]}
            """), "application/json", "redeeme_points");
        Assert.That(answer.Value("data.balance_after"), Is.EqualTo("8.50"), answer.Text);
    }
}
