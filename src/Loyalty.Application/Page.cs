namespace Loyalty.Application;

/// <summary>A page of a list, newest first; the cursor leads to the next one, null on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Data, string? NextCursor)
{
    public Page<TOther> Select<TOther>(Func<T, TOther> show) => new([.. Data.Select(show)], NextCursor);
}

/// <param name="Limit">1…200.</param>
/// <param name="After">The position that a cursor held; null: from the start.</param>
/// <param name="List">What names the list and its filters: a cursor of another list does not fit.</param>
public sealed record PageRequest(int Limit, string? After, string List)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    /// <summary>
    /// The position as a number; 0, which lies behind every row, when somebody made up a cursor without one.
    /// </summary>
    public int? AfterNumber => After is null ? null : int.TryParse(After, out var number) ? number : 0;

    /// <summary>Makes a page of one row more than the limit asked for.</summary>
    public Page<T> Of<T>(IReadOnlyList<T> rows, Func<T, string> position) => rows.Count <= Limit
        ? new(rows, null)
        : new([.. rows.Take(Limit)], Cursor.Write(List, position(rows[Limit - 1])));
}
