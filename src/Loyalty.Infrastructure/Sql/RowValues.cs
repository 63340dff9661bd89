using System.Data.Common;
using System.Text.Json;
using Loyalty.Domain;

namespace Loyalty.Infrastructure.Sql;

/// <summary>
/// The values of a row, taken one after the other in the order in which its table lists the columns: whoever reads a
/// row stands beside that list.
/// </summary>
abstract class RowValues
{
    public abstract bool Flag();

    public abstract bool? FlagOrNull();

    public abstract int Int32();

    public abstract int? Int32OrNull();

    public abstract long Int64();

    public abstract long? Int64OrNull();

    public abstract decimal Decimal();

    public abstract decimal? DecimalOrNull();

    public abstract string Text();

    public abstract string? TextOrNull();

    public abstract DateTimeOffset Time();

    public abstract DateTimeOffset? TimeOrNull();

    public abstract byte[] Bytes();

    public abstract byte[]? BytesOrNull();

    public Points Points() => new(Decimal());
}

/// <summary>The row that a reader stands on.</summary>
sealed class ReaderValues(DbDataReader reader) : RowValues
{
    int place;

    /// <summary>Begins again at the first column of the row that the reader stands on now.</summary>
    public ReaderValues OfNextRow()
    {
        place = 0;
        return this;
    }

    public void Skip(int columns) => place += columns;

    public override bool Flag() => reader.GetBoolean(place++);

    public override bool? FlagOrNull() => IsNull() ? null : Flag();

    public override int Int32() => reader.GetInt32(place++);

    public override int? Int32OrNull() => IsNull() ? null : Int32();

    public override long Int64() => reader.GetInt64(place++);

    public override long? Int64OrNull() => IsNull() ? null : Int64();

    public override decimal Decimal() => reader.GetDecimal(place++);

    public override decimal? DecimalOrNull() => IsNull() ? null : Decimal();

    public override string Text() => reader.GetString(place++);

    public override string? TextOrNull() => IsNull() ? null : Text();

    public override DateTimeOffset Time() => reader.GetFieldValue<DateTimeOffset>(place++);

    public override DateTimeOffset? TimeOrNull() => IsNull() ? null : Time();

    public override byte[] Bytes() => reader.GetFieldValue<byte[]>(place++);

    public override byte[]? BytesOrNull() => IsNull() ? null : Bytes();

    bool IsNull()
    {
        if (!reader.IsDBNull(place))
        {
            return false;
        }

        place++;
        return true;
    }
}

/// <summary>A row that came as a JSON array.</summary>
sealed class JsonValues(JsonElement row) : RowValues
{
    int place;

    /// <summary>The rows of a list of such arrays; none where there is no list.</summary>
    public static List<T> Rows<T>(string? list, Func<RowValues, T> read)
    {
        if (list is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(list);
        return [.. document.RootElement.EnumerateArray().Select(row => read(new JsonValues(row)))];
    }

    public override bool Flag() => Next().GetBoolean();

    public override bool? FlagOrNull() => Next() is { ValueKind: not JsonValueKind.Null } value ? value.GetBoolean()
        : null;

    public override int Int32() => Next().GetInt32();

    public override int? Int32OrNull() => Next() is { ValueKind: not JsonValueKind.Null } value ? value.GetInt32()
        : null;

    public override long Int64() => Next().GetInt64();

    public override long? Int64OrNull() => Next() is { ValueKind: not JsonValueKind.Null } value ? value.GetInt64()
        : null;

    public override decimal Decimal() => Next().GetDecimal();

    public override decimal? DecimalOrNull() =>
        Next() is { ValueKind: not JsonValueKind.Null } value ? value.GetDecimal() : null;

    public override string Text() => Next().GetString()!;

    public override string? TextOrNull() => Next().GetString();

    public override DateTimeOffset Time() => Next().GetDateTimeOffset();

    public override DateTimeOffset? TimeOrNull() =>
        Next() is { ValueKind: not JsonValueKind.Null } value ? value.GetDateTimeOffset() : null;

    public override byte[] Bytes() => Convert.FromHexString(Text().AsSpan(2));

    public override byte[]? BytesOrNull() => TextOrNull() is { } text ? Convert.FromHexString(text.AsSpan(2)) : null;

    JsonElement Next() => row[place++];
}
