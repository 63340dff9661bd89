using FluentValidation;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Accounts;

/// <summary>A member's ledger in one points currency, newest first.</summary>
public sealed record GetTransactions(
    string Program, MemberInput Member, string? PointsCurrency, TransactionFilter Filter, PageRequest Page)
    : IRequest<Result<Page<TransactionView>>>;

public sealed class GetTransactionsValidator : AbstractValidator<GetTransactions>
{
    static readonly string[] Types =
    [
        "accrual", "redemption", "hold", "commit", "rollback", "cancellation", "expiry", "activation", "adjustment",
            "transfer",
    ];

    static readonly string[] Statuses =
    [
        "posted", "pending", "held", "awaiting_order", "committed", "rolled_back", "timed_out", "partly_cancelled",
            "cancelled",
    ];

    public GetTransactionsValidator()
    {
        RuleFor(query => query.Member).SetValidator(new MemberInputValidator());
        RuleFor(query => query.Filter.Type).OneOf(Types).OverridePropertyName("type");
        RuleFor(query => query.Filter.Status).OneOf(Statuses).OverridePropertyName("status");
        RuleFor(query => query.Filter.ExternalId).Text().OverridePropertyName("external_id");
    }
}

public sealed class GetTransactionsHandler(ILedger ledger)
    : IRequestHandler<GetTransactions, Result<Page<TransactionView>>>
{
    public Task<Result<Page<TransactionView>>> Handle(GetTransactions query, CancellationToken ct) => ledger.Page(
        new(query.Program, query.PointsCurrency, query.Member.Reference()), query.Filter, query.Page, ct);
}
