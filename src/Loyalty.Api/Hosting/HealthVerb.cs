using System.CommandLine;

namespace Loyalty.Api.Hosting;

/// <summary>Asks the service that runs with the same settings whether it is ready: where there is no curl.</summary>
static class HealthVerb
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Command Command()
    {
        var command = new Command(
            "health", "Asks whether the service at ASPNETCORE_URLS is ready; exits with 1 if not.");
        Verbs.Act(command, (_, settings) => Ask(settings));
        return command;
    }

    static async Task<int> Ask(string[] settings)
    {
        var urls = WebApplication.CreateSlimBuilder(settings).Configuration[WebHostDefaults.ServerUrlsKey]
            ?? "http://localhost:5000";
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            var first = BindingAddress.Parse(urls.Split(';')[0]);
            var host = first.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : first.Host;
            var address = new Uri($"{first.Scheme}://{host}:{first.Port}/health/ready");
            using var answer = await client.GetAsync(address);
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or FormatException)
        {
            await Console.Error.WriteLineAsync($"loyalty: {urls} (set with ASPNETCORE_URLS): {error.Message}");
            return 1;
        }
    }
}
