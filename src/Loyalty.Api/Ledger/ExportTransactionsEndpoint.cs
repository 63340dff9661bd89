using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Ledger;
using Loyalty.Domain;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Loyalty.Api.Ledger;

/// <summary>
/// Sends transactions as they are read. A fault in the middle breaks the connection off, so that what arrived is not
/// taken for the whole.
/// </summary>
sealed class ExportTransactionsEndpoint : CallEndpoint
{
    const string Ndjson = "ndjson";
    const string Csv = "csv";

    /// <summary>How many rows are gathered before they are sent.</summary>
    const int RowsAtOnce = 100;

    /// <summary>A reader who is slower keeps a connection and a snapshot for nothing, and is let go.</summary>
    static readonly MinDataRate LeastRate = new(bytesPerSecond: 16 * 1024, gracePeriod: TimeSpan.FromSeconds(30));

    /// <summary>Each keeps a connection and a snapshot for long.</summary>
    static readonly Places UnderWay = new(
        ofKey: 2, ofOperator: 4, ofAll: 8, "Too many exports are under way.");

    protected override Call Call => new(
        Http.GET, "/v1/programs/{program}/transactions/export", nameof(ExportTransactions))
    {
        Summary = "All transactions of the program, oldest first, as a stream.",
        Scope = Scope.Export,
        Answers = AnswerForm.Ok<TransactionView>() with
        {
            MediaTypes = [NdjsonTransactions.MediaType, CsvTransactions.MediaType],
        },
        Query =
        [
            new("from", "Only what was recorded at or after this time.", Format: "date-time"),
            new("to", "Only what was recorded before this time; now without.", Format: "date-time"),
            new("format", "ndjson (a transaction as JSON on each line) or csv; ndjson without."),
        ],
    };

    protected override async Task<CallAnswer> Handle(CancellationToken ct)
    {
        var format = Parameters.OneOf("format", Ndjson, Csv) ?? Ndjson;
        var query = new ExportTransactions(Program, Parameters.Time("from"), Parameters.Time("to"));
        if (Parameters.Errors.Count > 0)
        {
            return Declines.Invalid(Parameters.Errors);
        }

        var export = await Mediator.Send(query, ct);
        if (export.Decline is { } decline)
        {
            return decline;
        }

        var source = new Source(UnderWay.Take(CurrentRequest.Context.Caller), export.Value.Rows.GetAsyncEnumerator(ct));
        try
        {
            // Until the first row is there, a fault is still a problem document.
            var hasRow = await source.Rows.MoveNextAsync();
            if (HttpContext.Features.Get<IHttpMinResponseDataRateFeature>() is { } reader)
            {
                reader.MinDataRate = LeastRate;
            }

            return new StreamedAnswer(
                source, (response, token) => Write(response, format, source.Rows, hasRow, token));
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rows that are sent, and the place of whom they are sent to.</summary>
    sealed record Source(IDisposable Place, IAsyncEnumerator<TransactionView> Rows) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            using (Place)
            {
                await Rows.DisposeAsync();
            }
        }
    }

    static async Task Write(
        HttpResponse response, string format, IAsyncEnumerator<TransactionView> rows, bool hasRow, CancellationToken ct)
    {
        TransactionWriter writer = format == Csv ? new CsvTransactions(response.BodyWriter)
            : new NdjsonTransactions(response.BodyWriter);
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
