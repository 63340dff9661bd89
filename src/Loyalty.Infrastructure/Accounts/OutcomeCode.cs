using System.Text;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>
/// An outcome's text in short, for it is stored with each command: what texts have in common, and what the entry that
/// the command made tells too, is a character or two each. It is lossless for every text.
/// </summary>
static class OutcomeCode
{
    /// <summary>
    /// Begins a code; a text as it is begins with a digit. A further list of pieces gets another letter.
    /// </summary>
    const char First = 'a';

    /// <summary>
    /// Characters that no JSON text has: an entry's values, the first pieces, and what begins the others.
    /// </summary>
    const char Value = '\u0001';
    const char Piece = '\u0010';
    const char FurtherPiece = '\u001F';
    const int ShortPieces = FurtherPiece - Piece;

    /// <summary>
    /// Never changed, nor put in another order: stored codes mean them by their places. The first fifteen have one
    /// character, all others two.
    /// </summary>
    internal static readonly string[] Pieces = """
        1 {"ok":{"transaction_id":"txn_
        ","number":
        ,"type":"redemption","status":"posted","points":"
        ","available_before":"
        ","available_after":"
        ","balance":{"points_currency":"points","balance":"
        ","held":"0.00","available":"
        ","pending":"0.00","debt":"0.00","as_of":"
        ","next_expiry":null},"lots":[{"points":"
        ","next_expiry":{"points":"
        ","expires_at":"
        "}},"lots":[{"points":"
        "}],"hold_expires_at":null,"committed_points":"
        ","expires_at":null}],"hold_expires_at":null,"committed_points":"
        ","cancelled_points":"0.00","released":"0.00","ended_at":null,"external_id":null,"occurred_at":"
        ","cancelled_points":"0.00","released":"0.00","ended_at":null,"external_id":"
        ","occurred_at":"
        "},"decline":null}
        ","balance":{"points_currency":"
        ","balance":"
        ","held":"
        ","available":"
        ","pending":"
        ","debt":"
        ","as_of":"
        ","next_expiry":null}
        "},{"points":"
        ","expires_at":null},{"points":"
        ,"type":"redemption","status":"held","points":"
        ,"type":"redemption","status":"
        "}],"hold_expires_at":"
        ","expires_at":null}],"hold_expires_at":"
        ","committed_points":"0.00
        ","committed_points":"
        ","cancelled_points":"0.00","released":"0.00","ended_at":"
        ","cancelled_points":"
        ","released":"
        ","ended_at":"
        ","ended_at":null,"external_id":null,"occurred_at":"
        ","external_id":null,"occurred_at":"
        ","external_id":"
        ,"type":"accrual","status":"posted","points":"
        ,"type":"accrual","status":"pending","points":"
        ,"type":"adjustment","status":"posted","points":"
        ,"type":"cancellation","cancels":"txn_
        ","points":"
        ","status":"cancelled","balance":{"points_currency":"points","balance":"
        ","status":"partly_cancelled","balance":{"points_currency":"points","balance":"
        ,"lot":{"points":"
        ","available_at":"
        ","expires_at":null},"pending_until":null,"released":"0.00","external_id":null,"occurred_at":"
        ","expires_at":null},"pending_until":null,"released":"0.00","external_id":"
        "},"pending_until":null,"released":"0.00","external_id":null,"occurred_at":"
        "},"pending_until":null,"released":"0.00","external_id":"
        },"decline":null}
        1 {"ok":null,"decline":{"kind":5,"reasons":[{"code":"
        insufficient_points","arguments":{"available":"
        limit_reached","arguments":{"limit":"
        ","remaining":"
        "}},{"code":"
        "}}],"errors":[],"code":"insufficient_points","is_recorded":true}}
        "}}],"errors":[],"code":"
        ","is_recorded":true}}
        0.00
        ","cancelled_points":"0.00","released":"0.00","ended_at":null,"redemption_type":"
        ","redemption_type":"
        free_product","option_id":
        purchase_discount","option_id":
        purchase_discount","reward":{"type":"purchase_discount","value":{"amount":"
        voucher","option_id":
        voucher","reward":{"type":"voucher","code":"
        cashback","reward":{"type":"cashback","value":{"amount":"
        ,"reward":{"type":"free_product","code":"
        ,"reward":{"type":"voucher","code":"
        ,"reward":{"type":"
        ","code":"
        ","value":{"amount":"
        "},"status":"active"},"
        ","status":"active"},"
        ,"status":"active"},"
        ","currency":"EUR"},"
        ","currency":"
        "},"option_id":
        ","option_id":
        "},"fee":{"amount":"
        "},"expires_at":"
        external_id":null,"occurred_at":"
        ,"external_id":null,"occurred_at":"
        order_ref":"
        out_of_stock","arguments":{}}],"errors":[],"code":"
        """.Split('\n');

    /// <summary>As many as the shortest piece has.</summary>
    const int Beginning = 4;

    /// <summary>Places by how their pieces begin, the longest first.</summary>
    static readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> ByBeginning =
        Enumerable.Range(0, Pieces.Length).GroupBy(place => Pieces[place][..Beginning])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(place => Pieces[place].Length).ToArray())
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="told">What the entry tells that the command made; null: it made none.</param>
    /// <param name="scale">Of the points currency.</param>
    public static string Shorten(string text, EntryTold? told, int scale)
    {
        var values = told?.Values(scale) ?? [];
        var code = new StringBuilder($"{First}{scale}");
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (rest[0] < ' ')
            {
                return text;
            }

            // What an entry tells stands between pieces, and what is short may be both.
            var piece = PieceAt(rest);
            var value = piece < 0 || Pieces[piece].Length == Beginning ? LongestOf(values, rest) : -1;
            if (value >= 0)
            {
                code.Append((char)(Value + value));
                rest = rest[values[value].Length..];
            }
            else if (piece >= 0)
            {
                _ = piece < ShortPieces
                    ? code.Append((char)(Piece + piece))
                    : code.Append(FurtherPiece).Append((char)(' ' + piece - ShortPieces));
                rest = rest[Pieces[piece].Length..];
            }
            else
            {
                code.Append(rest[0]);
                rest = rest[1..];
            }
        }

        return code.ToString();
    }

    /// <summary>The text that was shortened; a text as it is stays.</summary>
    /// <exception cref="InvalidOperationException">The code means an entry that is not there.</exception>
    public static string Full(string code, EntryTold? told)
    {
        if (code[0] != First)
        {
            return code;
        }

        var values = told?.Values(code[1] - '0') ?? [];
        var text = new StringBuilder();
        for (var i = 2; i < code.Length; i++)
        {
            _ = code[i] switch
            {
                FurtherPiece when ShortPieces + code[i + 1] - ' ' >= Pieces.Length =>
                    throw new InvalidOperationException("A recorded outcome has a piece of a later version."),
                FurtherPiece => text.Append(Pieces[ShortPieces + code[++i] - ' ']),
                >= Piece and < FurtherPiece => text.Append(Pieces[code[i] - Piece]),
                < Piece when code[i] - Value >= values.Count =>
                    throw new InvalidOperationException("The entry of a recorded outcome is gone."),
                < Piece => text.Append(values[code[i] - Value]),
                _ => text.Append(code[i]),
            };
        }

        return text.ToString();
    }

    static int LongestOf(IReadOnlyList<string> values, ReadOnlySpan<char> rest)
    {
        var longest = -1;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Length > 1 && rest.StartsWith(values[i], StringComparison.Ordinal)
                && (longest < 0 || values[i].Length > values[longest].Length))
            {
                longest = i;
            }
        }

        return longest;
    }

    static int PieceAt(ReadOnlySpan<char> rest)
    {
        if (rest.Length >= Beginning && ByBeginning.TryGetValue(rest[..Beginning], out var places))
        {
            foreach (var place in places)
            {
                if (rest.StartsWith(Pieces[place], StringComparison.Ordinal))
                {
                    return place;
                }
            }
        }

        return -1;
    }
}
