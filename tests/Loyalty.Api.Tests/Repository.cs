namespace Loyalty.Api.Tests;

/// <summary>The files that these tests were built from.</summary>
static class Repository
{
    public static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Loyalty.sln")))
            {
                folder = Path.GetDirectoryName(folder.TrimEnd('/'))!;
            }

            return folder;
        }
    }

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));
}
