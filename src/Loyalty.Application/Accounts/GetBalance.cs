using FluentValidation;
using Loyalty.Application.Members;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using MediatR;

namespace Loyalty.Application.Accounts;

/// <summary>
/// A member's points in one points currency, as of now or a past time; what time alone changed by then is counted.
/// </summary>
public sealed record GetBalance(string Program, MemberInput Member, string? PointsCurrency, DateTimeOffset? At = null)
    : IRequest<Result<BalanceView>>;

public sealed class GetBalanceValidator : AbstractValidator<GetBalance>
{
    public GetBalanceValidator(TimeProvider clock)
    {
        RuleFor(query => query.Member).SetValidator(new MemberInputValidator());
        RuleFor(query => query.At).Must(at => at is null || at <= clock.GetUtcNow())
            .WithErrorCode("in_the_future").WithMessage("Must not lie in the future.");
    }
}

public sealed class GetBalanceHandler(IAccountStore accounts) : IRequestHandler<GetBalance, Result<BalanceView>>
{
    public Task<Result<BalanceView>> Handle(GetBalance query, CancellationToken ct)
    {
        var who = new MemberAccount(query.Program, query.PointsCurrency, query.Member.Reference());
        return query.At is { } at
            ? accounts.AskPast(who, at, (account, on) => Balance(account, on).Then(view => view with { AsOf = at }), ct)
            : accounts.Ask(who, Balance, ct);
    }

    static Result<BalanceView> Balance(Account account, Occasion on) =>
        account.AdvanceTo(on, out var time) ? BalanceView.Of(account.State, time) : Declines.Incomplete;
}
