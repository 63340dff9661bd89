using Loyalty.Application.Ledger;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>The transaction that a client names, and whether it is an accrual or a redemption.</summary>
sealed record NamedTransaction(TransactionNumber Id, bool IsAccrual)
{
    /// <summary>By its id or by the client's own; both, where both are sent, have to mean one.</summary>
    /// <param name="program">Null: it may be in any program that the caller sees.</param>
    /// <param name="temporary">Whether a hold is meant where several have the client's id.</param>
    public static async Task<Result<NamedTransaction>> Find(
        string? program, bool temporary, VendorMessage sent, IMediator mediator, CancellationToken ct)
    {
        var (id, ownId) = (sent.Text("transaction_id"), sent.Text("transaction_eid"));
        if (id is null && ownId is null)
        {
            sent.Wrong("transaction_id", FieldCodes.Required, id, "This or transaction_eid must be given.");
        }

        if (sent.Error is { } error)
        {
            return error;
        }

        var found = id is not null ? await ById(id, program, mediator, ct)
            : await ByOwnId(ownId!, program, temporary, mediator, ct);

        // The id of an end means what it ended.
        if (found is { IsOk: true, Value.Type: EntryKind.Commit or EntryKind.Rollback })
        {
            found = await ById(found.Value.RelatedTransactionId!, program, mediator, ct);
        }

        if (found.Decline is { } decline)
        {
            return decline;
        }

        var root = found.Value;
        _ = TransactionNumber.TryParse(root.TransactionId, out var number);
        return ownId is null || root.ExternalId == ownId
            ? new NamedTransaction(number, root.Type == EntryKind.Accrual)
            : Declines.TransactionNotFound;
    }

    static async Task<Result<TransactionView>> ById(
        string id, string? program, IMediator mediator, CancellationToken ct) =>
        TransactionNumber.TryParse(id, out var number)
            ? await mediator.Send(new GetTransaction(number, program), ct)
            : Declines.TransactionNotFound;

    /// <summary>An accrual and a redemption may have one id.</summary>
    static async Task<Result<TransactionView>> ByOwnId(
        string ownId, string? program, bool temporary, IMediator mediator, CancellationToken ct)
    {
        var found = await mediator.Send(new FindTransaction(program, new(ownId, Type: null)), ct);
        return temporary && found.Decline == Declines.AmbiguousReference
            && await mediator.Send(new FindTransaction(program, new(ownId, EntryKind.Hold)), ct) is { IsOk: true } held
                ? held
                : found;
    }
}
