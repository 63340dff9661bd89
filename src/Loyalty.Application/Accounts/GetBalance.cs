using FluentValidation;
using Loyalty.Application.Members;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Accounts;

/// <summary>A member's points as of now, in one points currency; what time has changed meanwhile is counted.</summary>
public sealed record GetBalance(string Program, MemberInput Member, string? PointsCurrency)
    : IRequest<Result<BalanceView>>;

public sealed class GetBalanceValidator : AbstractValidator<GetBalance>
{
    public GetBalanceValidator()
    {
        RuleFor(query => query.Member).SetValidator(new MemberInputValidator());
    }
}

public sealed class GetBalanceHandler(IAccountStore accounts) : IRequestHandler<GetBalance, Result<BalanceView>>
{
    public Task<Result<BalanceView>> Handle(GetBalance query, CancellationToken ct) => accounts.Ask<BalanceView>(
        new(query.Program, query.PointsCurrency, query.Member.Reference()),
        (account, on) => account.AdvanceTo(on, out var time) ? BalanceView.Of(account.State, time)
            : Declines.Incomplete,
        ct);
}
