namespace Loyalty.Api.Hosting;

/// <summary>
/// Settings from files, as containers get secrets: a file's name is the setting's, its content the value. Environment
/// and command line come first.
/// </summary>
static class SecretFiles
{
    /// <exception cref="InvalidOperationException">The folder is not there.</exception>
    public static void AddSecretFiles(this ConfigurationManager configuration)
    {
        if (configuration["Loyalty:SecretsDirectory"] is not { Length: > 0 } folder)
        {
            return;
        }

        if (!Directory.Exists(folder))
        {
            throw new InvalidOperationException($"Loyalty__SecretsDirectory: there is no folder {folder}.");
        }

        var files = new ConfigurationBuilder().AddKeyPerFile(Path.GetFullPath(folder), optional: false);
        configuration.Sources.Insert(0, files.Sources[0]);
    }
}
