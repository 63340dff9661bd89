using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Api.Ledger;
using Loyalty.Api.Refusals;
using Loyalty.Application;
using Loyalty.Application.Ledger;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>An export that was asked for, as CSV; it wants a token of the line that asked.</summary>
sealed class TransactionsExportFileEndpoint : AltcraftEndpoint
{
    protected override Call Call => Declare(
        "transactions_export_file", "transactions_export_file", Scope.Export) with
    { Method = Http.GET };

    protected override async Task<CallAnswer> Handle(CancellationToken ct)
    {
        var id = HttpContext.Request.Query["task_id"].ToString();
        var asked = await Mediator.Send(new GetExportTask(id), ct);
        if (asked.Decline is { } decline)
        {
            return decline;
        }

        var query = asked.Value.Query;
        var export = await Mediator.Send(
            new ExportTransactions(query.Program, query.After?.RecordedAt, query.RecordedUntil), ct);
        if (export.Decline is { } refused)
        {
            return refused;
        }

        var answer = await TransactionStream.Answer(
            HttpContext, CurrentRequest.Context.Caller, Shown(export.Value.Rows, query),
            response => new CsvTransactions(response.BodyWriter, TransactionJson.Columns), ct);
        ((AltcraftDialect)HttpContext.Dialect()).Note(HttpContext, "0", isRefusal: false);
        return answer;
    }

    static async IAsyncEnumerable<TransactionView> Shown(IAsyncEnumerable<TransactionView> rows, ExportQuery query)
    {
        await foreach (var row in rows)
        {
            if (query.Shows(row))
            {
                yield return row;
            }
        }
    }
}
