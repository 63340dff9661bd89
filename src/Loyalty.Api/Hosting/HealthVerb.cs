namespace Loyalty.Api.Hosting;

/// <summary>Asks the service that runs with the same settings whether it is ready: where there is no curl.</summary>
static class HealthVerb
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<int> Run(string[] settings)
    {
        var urls = WebApplication.CreateSlimBuilder(settings).Configuration[WebHostDefaults.ServerUrlsKey]
            ?? "http://localhost:5000";
        var first = BindingAddress.Parse(urls.Split(';')[0]);
        var host = first.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : first.Host;
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri($"{first.Scheme}://{host}:{first.Port}/health/ready"));
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"loyalty: {error.Message}");
            return 1;
        }
    }
}
