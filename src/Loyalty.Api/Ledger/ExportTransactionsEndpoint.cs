using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Ledger;
using Loyalty.Domain;

namespace Loyalty.Api.Ledger;

sealed class ExportTransactionsEndpoint : CallEndpoint
{
    const string Ndjson = "ndjson";
    const string Csv = "csv";

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

        return await TransactionStream.Answer(
            HttpContext, CurrentRequest.Context.Caller, export.Value.Rows,
            response => format == Csv ? new CsvTransactions(response.BodyWriter)
                : new NdjsonTransactions(response.BodyWriter),
            ct);
    }
}
