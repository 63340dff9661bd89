using System.Globalization;
using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Ledger;

/// <summary>A program's transactions that callers gave an id of their own, newest first, whosever they are.</summary>
public sealed record FindTransactions(string Program, OwnIdFilter Filter, PageRequest Page)
    : IRequest<Result<Page<TransactionView>>>;

/// <summary>The one transaction that a caller gave this id of its own.</summary>
/// <param name="Program">Null: in any program that the caller sees.</param>
public sealed record FindTransaction(string? Program, OwnIdFilter Filter) : IRequest<Result<TransactionView>>;

/// <param name="ExternalId">The caller's own id of an accrual, redemption or adjustment.</param>
/// <param name="Type">Of the transaction; null: any.</param>
public sealed record OwnIdFilter(string? ExternalId, string? Type);

public sealed class OwnIdFilterValidator : AbstractValidator<OwnIdFilter>
{
    static readonly string[] Types = ["accrual", "redemption", "hold", "adjustment"];

    public OwnIdFilterValidator()
    {
        RuleFor(filter => filter.ExternalId).Required().Line();
        RuleFor(filter => filter.Type).OneOf(Types);
    }
}

public sealed class FindTransactionsValidator : AbstractValidator<FindTransactions>
{
    public FindTransactionsValidator() => RuleFor(query => query.Filter).Unprefixed(new OwnIdFilterValidator());
}

public sealed class FindTransactionValidator : AbstractValidator<FindTransaction>
{
    public FindTransactionValidator() => RuleFor(query => query.Filter).Unprefixed(new OwnIdFilterValidator());
}

public sealed class FindTransactionsHandler(ILedger ledger, RequestContext request)
    : IRequestHandler<FindTransactions, Result<Page<TransactionView>>>
{
    public async Task<Result<Page<TransactionView>>> Handle(FindTransactions query, CancellationToken ct) =>
        query.Page.Of(
            await ledger.ByOwnId(
                query.Program, request.Caller, query.Filter, query.Page.After, query.Page.Limit + 1, ct),
            transaction => transaction.Number.ToString(CultureInfo.InvariantCulture));
}

public sealed class FindTransactionHandler(ILedger ledger, RequestContext request)
    : IRequestHandler<FindTransaction, Result<TransactionView>>
{
    /// <summary>An id is unique in an account alone: several members may have one each.</summary>
    public async Task<Result<TransactionView>> Handle(FindTransaction query, CancellationToken ct) =>
        await ledger.ByOwnId(query.Program, request.Caller, query.Filter, after: null, take: 2, ct) switch
        {
            [] => Declines.TransactionNotFound,
            [var transaction] => transaction,
            _ => Declines.AmbiguousReference,
        };
}
