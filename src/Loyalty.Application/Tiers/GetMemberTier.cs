using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Tiers;
using MediatR;

namespace Loyalty.Application.Tiers;

/// <summary>A member's tier now, and what is missing to the next one.</summary>
/// <param name="Account">In the program's default points currency: tiers count what is earned there.</param>
public sealed record GetMemberTier(AccountInput Account) : IRequest<Result<MemberTierView>>;

public sealed record MemberTierView
{
    /// <summary>Null: none is reached.</summary>
    public required HeldTierView? Tier { get; init; }

    /// <summary>In the tier's period.</summary>
    public required Points PointsEarnedInPeriod { get; init; }

    /// <summary>The tier above it; null: there is none.</summary>
    public required NextTierView? Next { get; init; }

    public static MemberTierView Of(TierStanding standing, int scale) => new()
    {
        Tier = standing.Tier is { } tier
            ? new(tier.Code, tier.Number!.Value, tier.Name, tier.Level!.Value, standing.ReachedAt, standing.Until)
            : null,
        PointsEarnedInPeriod = standing.Earned.ToScale(scale),
        Next = standing.Next is { } next
            ? new(next.Tier.Code, next.Tier.Name, next.Missing.ToScale(scale), new(next.Progress))
            : null,
    };
}

/// <param name="ReachedAt">Null for one that needs nothing to be earned.</param>
/// <param name="Until">When it is lost if nothing more is earned; null: never.</param>
public sealed record HeldTierView(
    string Code, int Number, string Name, int Level, DateTimeOffset? ReachedAt, DateTimeOffset? Until);

/// <param name="Progress">The share of the points it needs that is earned: 0.00 to 0.99.</param>
public sealed record NextTierView(string Code, string Name, Points PointsMissing, Factor Progress);

public sealed class GetMemberTierValidator : AbstractValidator<GetMemberTier>
{
    public GetMemberTierValidator()
    {
        RuleFor(query => query.Account).Unprefixed(new AccountInputValidator());
    }
}

public sealed class GetMemberTierHandler(IAccounts accounts, ILedger ledger)
    : IRequestHandler<GetMemberTier, Result<MemberTierView>>
{
    public async Task<Result<MemberTierView>> Handle(GetMemberTier query, CancellationToken ct)
    {
        var asked = await accounts.Ask(query.Account.Reference(), Look, ct);
        if (!asked.IsOk)
        {
            return asked.Decline!;
        }

        var (account, on, now) = asked.Value;
        var history = await ledger.Earned(account.Id, account.Seq, ct);
        return MemberTierView.Of(TierStanding.Of(on.Program, history, now), account.Currency.Scale);
    }

    static Decision<(AccountState Account, Occasion On, DateTimeOffset Now)> Look(Account account) =>
        (account.State, account.Occasion, account.Now);
}
