using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Ledger;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Loyalty.Api.Ledger;

/// <summary>
/// Transactions that are sent as they are read, and the place of whom they are sent to. A fault in the middle breaks
/// the connection off, so that what arrived is not taken for the whole.
/// </summary>
sealed class TransactionStream : IAsyncDisposable
{
    /// <summary>How many rows are gathered before they are sent.</summary>
    const int RowsAtOnce = 100;

    /// <summary>A reader who is slower keeps a connection and a snapshot for nothing, and is let go.</summary>
    static readonly MinDataRate LeastRate = new(bytesPerSecond: 16 * 1024, gracePeriod: TimeSpan.FromSeconds(30));

    /// <summary>Each keeps a connection and a snapshot for long.</summary>
    static readonly Places UnderWay = new(
        ofKey: 2, ofOperator: 4, ofAll: 8, "Too many exports are under way.");

    readonly IDisposable place;
    readonly IAsyncEnumerator<TransactionView> rows;
    bool hasRow;

    TransactionStream(IDisposable place, IAsyncEnumerator<TransactionView> rows) =>
        (this.place, this.rows) = (place, rows);

    /// <summary>
    /// The answer that sends them. Until the first row is there, a fault is still a refusal like any other.
    /// </summary>
    /// <param name="writer">Makes what they are written with.</param>
    public static async Task<CallAnswer> Answer(
        HttpContext context, Caller caller, IAsyncEnumerable<TransactionView> transactions,
        Func<HttpResponse, TransactionWriter> writer, CancellationToken ct)
    {
        var stream = new TransactionStream(UnderWay.Take(caller), transactions.GetAsyncEnumerator(ct));
        try
        {
            stream.hasRow = await stream.rows.MoveNextAsync();
            if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } reader)
            {
                reader.MinDataRate = LeastRate;
            }

            return new StreamedAnswer(stream, (response, token) => stream.Write(response, writer(response), token));
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using (place)
        {
            await rows.DisposeAsync();
        }
    }

    async Task Write(HttpResponse response, TransactionWriter writer, CancellationToken ct)
    {
        response.ContentType = writer.ContentType;
        await response.StartAsync(ct);
        writer.Begin();
        for (var count = 1; hasRow; count++)
        {
            writer.Write(rows.Current);
            if (count % RowsAtOnce == 0)
            {
                await response.BodyWriter.FlushAsync(ct);
            }

            hasRow = await rows.MoveNextAsync();
        }

        await response.BodyWriter.FlushAsync(ct);
    }
}
