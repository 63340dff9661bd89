using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using MediatR;

namespace Loyalty.Application.Accounts;

/// <summary>
/// A member's points in one points currency, as of now or a past time; what time alone changed by then is counted.
/// </summary>
public sealed record GetBalance(AccountInput Account, DateTimeOffset? At = null) : IRequest<Result<BalanceView>>;

public sealed class GetBalanceValidator : AbstractValidator<GetBalance>
{
    public GetBalanceValidator(TimeProvider clock)
    {
        RuleFor(query => query.Account).Unprefixed(new AccountInputValidator());
        RuleFor(query => query.At).Must(at => at is null || at <= clock.GetUtcNow()).Fails(FieldCodes.InTheFuture);
    }
}

public sealed class GetBalanceHandler(IAccounts accounts) : IRequestHandler<GetBalance, Result<BalanceView>>
{
    public Task<Result<BalanceView>> Handle(GetBalance query, CancellationToken ct)
    {
        var who = query.Account.Reference();
        return query.At is { } at
            ? accounts.AskPast(who, at, account => Balance(account).Then(view => view with { AsOf = at }), ct)
            : accounts.Ask(who, Balance, ct);
    }

    static Decision<BalanceView> Balance(Account account) => BalanceView.Of(account.State, account.Now);
}
