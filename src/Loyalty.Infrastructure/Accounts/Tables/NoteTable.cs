using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Tables;

/// <summary>
/// Table "note": free text beside an entry, which can be erased. A new column is a line in <see cref="Rows"/> and one
/// in
/// <see cref="Read"/>, a member of <see cref="Note"/> and a migration.
/// </summary>
static class NoteTable
{
    public static readonly WrittenTable<Entry> Rows = new(
        "note", new("notes", chain => chain.Notes, DueTable.OrNotes))
    {
        { "seq", entry => entry.Seq, ColumnKind.Key | ColumnKind.Derived },
        { "salt", entry => entry.Note!.Salt },
        { "description", entry => entry.Note!.Description },
        { "metadata", entry => entry.Note!.Metadata },
        { "explanation", entry => entry.Note!.Explanation },
    };

    public static string Columns(string alias) => Rows.Columns(alias);

    /// <summary>Takes the values in the order of the columns above; all are null where there is no note.</summary>
    public static Note? Read(RowValues row)
    {
        var salt = row.BytesOrNull();
        var note = new Note(salt ?? [], row.TextOrNull(), row.TextOrNull(), row.TextOrNull());
        return salt is null ? null : note;
    }
}
