using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Members;
using Loyalty.Domain.Rewards;

namespace Loyalty.Application.Rewards;

/// <summary>
/// A coupon is a matter of the account whose redemption gave it: its code leads there. So a race for a code is a race
/// for one account's version.
/// </summary>
public sealed class CouponAccount(IAccounts accounts, ICoupons coupons, IMembers members, RequestContext request)
{
    /// <summary>Changes it, and answers how it stands then.</summary>
    public Task<Result<CouponView>> Change(
        IIdempotent command, string program, string code, Func<Account, int, Decision<Redemption>> change,
        CancellationToken ct) => Find(
            program, code, (who, seq) => accounts.Decide(
                command, who,
                account => change(account, seq)
                    .Then(redemption => CouponView.Of(redemption, account.State, account.Now)),
                ct),
            ct);

    public Task<Result<T>> Ask<T>(
        string program, string code, Func<Account, int, Decision<T>> question, CancellationToken ct) => Find(
            program, code, (who, seq) => accounts.Ask(who, account => question(account, seq), ct), ct);

    /// <summary>Which shop asks.</summary>
    public CouponRequest Of(string? store) => new(request.Caller.Line, store);

    /// <summary>
    /// Who asks, and what for. An unknown member is declined by the decision: a repeat gets the first answer though the
    /// member has gone since.
    /// </summary>
    public async Task<CouponRequest> Of(string program, CouponInput input, CancellationToken ct)
    {
        var asked = Of(input.Store) with { OrderId = input.OrderId, Purchase = input.PurchaseAmount };
        return input.Member is not { } member ? asked
            : await members.View(program, member.Reference(), ct) is { } view && view.Status != MemberStatus.Closed
                ? asked with { Member = view.Number }
            : asked with { IsOfUnknown = true };
    }

    async Task<Result<T>> Find<T>(
        string program, string code, Func<NumberedAccount, int, Task<Result<T>>> then, CancellationToken ct)
    {
        if (await coupons.Find(program, code, ct) is not { } number)
        {
            return Declines.CouponNotFound;
        }

        var result = await then(NumberedAccount.Of(number), number.Seq);
        return result.Decline == Declines.TransactionNotFound ? Declines.CouponNotFound : result;
    }
}
