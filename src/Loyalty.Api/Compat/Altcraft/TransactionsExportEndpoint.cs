using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Ledger;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>Asks for an export, which is fetched later.</summary>
sealed class TransactionsExportEndpoint : AltcraftEndpoint
{
    protected override Call Call => Declare("transactions_export", "transactions_export", Scope.Export);

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfProgram(
        async program =>
        {
            var (from, to, after) = (Sent.Time("date_from"), Sent.Time("date_to"), Sent.Transaction("from_id"));
            var currency = await Currency(program, ct);
            if ((Sent.Error ?? currency.Decline) is { } error)
            {
                return error;
            }

            var place = await Place(after, program, ct);
            return place.Decline is { } unknown ? unknown : await Say(
                new StartExport(program, currency.Value, from, to, place.Value),
                task => Data(new JsonObject { ["task_id"] = task.Id }), ct);
        }, ct);

    /// <summary>Where the client's last export ended; null: it names none.</summary>
    async Task<Result<ExportPlace?>> Place(
        TransactionNumber? after, string program, CancellationToken ct)
    {
        if (after is not { } number)
        {
            return (ExportPlace?)null;
        }

        var found = await Mediator.Send(new GetTransaction(number, program), ct);
        return found.Decline is { } decline ? decline : new ExportPlace(found.Value.RecordedAt, number);
    }
}

/// <summary>Where an export is fetched: it is read from the ledger then, and so is always done.</summary>
sealed class TransactionsExportStatusEndpoint : AltcraftEndpoint
{
    protected override Call Call => Declare("transactions_export_status", "transactions_export_status", Scope.Export);

    protected override async Task<CallAnswer> Handle(CancellationToken ct)
    {
        var id = Sent.Required("task_id");
        return Sent.Error is { } error ? error : await Say(
            new GetExportTask(id!),
            task => Data(new JsonObject
            {
                ["status"] = "done",
                ["url"] = $"{HttpContext.Request.PathBase}{Loyalty}/transactions_export_file?task_id={task.Id}",
            }),
            ct);
    }
}
