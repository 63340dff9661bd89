using System.Runtime.CompilerServices;
using System.Text;
using Npgsql;

namespace Loyalty.Infrastructure.Sql;

/// <summary>
/// A statement's text with its parameters in their places, written as an interpolated string: a hole holds a parameter,
/// another such text, or plain SQL. What is sent has "$1" and so on in the parameters' places.
/// </summary>
/// <typeparam name="TArguments">What the parameters take their values from.</typeparam>
[InterpolatedStringHandler]
sealed class SqlText<TArguments>
{
    readonly List<object> parts;

    public SqlText(int literalLength, int formattedCount) => parts = new(formattedCount + 1);

    public void AppendLiteral(string sql) => parts.Add(sql);

    public void AppendFormatted(string sql) => parts.Add(sql);

    public void AppendFormatted(SqlText<TArguments> text) => parts.AddRange(text.parts);

    public void AppendFormatted(SqlParameter<TArguments> parameter) => parts.Add(parameter);

    public static SqlText<TArguments> Join(string separator, IEnumerable<SqlText<TArguments>> texts)
    {
        var joined = new SqlText<TArguments>(0, 0);
        foreach (var text in texts)
        {
            joined.parts.AddRange(joined.parts.Count > 0 ? [separator, .. text.parts] : text.parts);
        }

        return joined;
    }

    /// <summary>The text as it is sent, and the parameters in the order of their numbers.</summary>
    /// <param name="isForOne">Whether lists are replaced by their only elements.</param>
    public (string Sql, IReadOnlyList<SqlParameter<TArguments>> Parameters) Render(bool isForOne)
    {
        var (sql, parameters) = (new StringBuilder(), new List<SqlParameter<TArguments>>());
        foreach (var part in parts)
        {
            if (part is not SqlParameter<TArguments> parameter)
            {
                sql.Append((string)part);
                continue;
            }

            if (!parameters.Contains(parameter))
            {
                parameters.Add(parameter);
            }

            sql.Append(parameter.Place(parameters.IndexOf(parameter) + 1, isForOne));
        }

        return (sql.ToString(), parameters);
    }
}

/// <summary>What a statement is sent in one place of its text.</summary>
abstract class SqlParameter<TArguments>
{
    /// <summary>The parameter as it stands in the text.</summary>
    public virtual string Place(int number, bool isForOne) => $"${number}";

    /// <summary>True for a list that has one element.</summary>
    public virtual bool IsListOfOne(TArguments arguments) => false;

    public virtual bool IsList => false;

    public abstract NpgsqlParameter Make(bool isForOne);

    public abstract void Set(NpgsqlParameter parameter, TArguments arguments, bool isForOne);
}

/// <summary>A value, or an array that stays one.</summary>
sealed class SqlValue<TArguments, T>(Func<TArguments, T> value) : SqlParameter<TArguments>
{
    public override NpgsqlParameter Make(bool isForOne) => new NpgsqlParameter<T>();

    public override void Set(NpgsqlParameter parameter, TArguments arguments, bool isForOne) =>
        ((NpgsqlParameter<T>)parameter).TypedValue = value(arguments);
}

/// <summary>
/// A list with an element for each row, which the statement takes apart by "unnest" in a select list: as a function of
/// a "from" it would be written to a store of its own first, which was a third of a small statement's time
/// (docs/performance.md).
/// </summary>
sealed class SqlColumn<TArguments, TRow, T>(Func<TArguments, IReadOnlyList<TRow>> rows, Func<TRow, T> value)
    : SqlParameter<TArguments>
{
    public override bool IsList => true;

    public override string Place(int number, bool isForOne) => isForOne ? $"${number}" : $"unnest(${number})";

    public override bool IsListOfOne(TArguments arguments) => rows(arguments).Count == 1;

    public override NpgsqlParameter Make(bool isForOne) =>
        isForOne ? new NpgsqlParameter<T>() : new NpgsqlParameter<T[]>();

    public override void Set(NpgsqlParameter parameter, TArguments arguments, bool isForOne)
    {
        var all = rows(arguments);
        if (isForOne)
        {
            ((NpgsqlParameter<T>)parameter).TypedValue = value(all[0]);
            return;
        }

        var values = new T[all.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(all[i]);
        }

        ((NpgsqlParameter<T[]>)parameter).TypedValue = values;
    }
}
