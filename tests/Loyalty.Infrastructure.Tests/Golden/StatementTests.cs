using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Loyalty.Infrastructure.Accounts.Load;
using Loyalty.Infrastructure.Accounts.Save;

namespace Loyalty.Infrastructure.Tests.Golden;

/// <summary>
/// The statements of the hot path as they are sent, the load with each part alone and with all: their shape was
/// measured (docs/performance.md), so a change of it has to be seen. Runs of white space count as one space. To change
/// the copy: UPDATE_GOLDEN=1, then this.
/// </summary>
public sealed partial class StatementTests
{
    [Test]
    public void The_commit_is_sent_as_it_was_measured() => IsGolden("commit.sql",
        from form in SaveStatement.AllTexts()
        where Frequent.Contains(form.Name)
        from isForOne in new[] { false, true }
        select ($"parts: {form.Name}, for one: {isForOne}", form.Text.Render(isForOne).Sql));

    /// <summary>Of a redemption, of one that empties a lot, of holds with all that comes along, of a reward.</summary>
    static readonly IReadOnlyList<string> Frequent =
    [
        "entries, outcomes", "lots_out, entries, outcomes",
        "lots_out, changed_lots, lots_in, redemptions, entries, outcomes, external_ids, notes",
        "lots_out, changed_lots, lots_in, redemptions, entries, outcomes, external_ids, notes, coupons, stock",
    ];

    const int AllParts = 11;

    [Test]
    public void The_load_is_sent_as_it_was_measured() => IsGolden("load.sql",
        from form in LoadStatement.AllTexts()
        where form.Name.Split(", ").Length is 1 or AllParts
        from isForOne in new[] { false, true }
        select ($"parts: {form.Name}, for one: {isForOne}", form.Text.Render(isForOne).Sql));

    static void IsGolden(
        string name, IEnumerable<(string Form, string Sql)> forms, [CallerFilePath] string thisFile = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(thisFile)!, name);
        var text = string.Concat(forms.Select(form => $"-- {form.Form}\n{Lines(form.Sql)}\n\n"));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is not null)
        {
            File.WriteAllText(file, text);
        }

        Assert.That(text, Is.EqualTo(File.ReadAllText(file)));
    }

    /// <summary>A line for each item of a list, however it is wrapped in the source.</summary>
    static string Lines(string sql) =>
        Space().Replace(sql.Trim(), " ").Replace(", ", ",\n", StringComparison.Ordinal);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
