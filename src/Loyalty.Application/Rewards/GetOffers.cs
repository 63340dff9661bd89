using System.Globalization;
using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Rewards;
using MediatR;

namespace Loyalty.Application.Rewards;

/// <summary>
/// The active options of a points currency as a member can have them now, in the order of their numbers: by the same
/// rules that redeeming goes by.
/// </summary>
public sealed record GetOffers(AccountInput Account, PageRequest Page) : IRequest<Result<Page<OfferReceipt>>>;

/// <summary>An option, and what stands against taking it now.</summary>
/// <param name="Points">What it costs; of a variable one the least that can be redeemed.</param>
/// <param name="Missing">How many points the member has too few for that.</param>
public sealed record OfferReceipt(
    RedemptionOption Option, Points Points, Money? Value, IReadOnlyList<Reason> Reasons, Points Missing, long? Left);

public sealed class GetOffersValidator : AbstractValidator<GetOffers>
{
    public GetOffersValidator()
    {
        RuleFor(query => query.Account).Unprefixed(new AccountInputValidator());
    }
}

public sealed class GetOffersHandler(IAccounts accounts) : IRequestHandler<GetOffers, Result<Page<OfferReceipt>>>
{
    public async Task<Result<Page<OfferReceipt>>> Handle(GetOffers query, CancellationToken ct)
    {
        var after = query.Page.AfterNumber ?? 0;
        var asked = await accounts.Ask(query.Account.Reference(), Look, ct);
        return asked.Then(offers => query.Page.Of(
            offers, offer => offer.Option.Id!.Value.ToString(CultureInfo.InvariantCulture)));

        Decision<IReadOnlyList<OfferReceipt>> Look(Account account)
        {
            var (state, now) = (account.State, account.Now);
            var options = account.Occasion.Program.Options.Values
                .Where(option => option.Active && option.Id > after
                    && option.PointsCurrency == state.Currency.Code && !(option.EndsAt <= now))
                .OrderBy(option => option.Id).Take(query.Page.Limit + 1).ToList();
            return account.Offers(options).Then<IReadOnlyList<OfferReceipt>>(
                offers => [.. offers.Select(offer => Receipt(offer, state))]);
        }
    }

    static OfferReceipt Receipt(Offer offer, AccountState account)
    {
        var missing = offer.Points - account.Available;
        return new(
            offer.Option, offer.Points.ToScale(account.Currency.Scale), offer.Check.Value, offer.Check.Reasons,
            (missing > Points.Zero ? missing : Points.Zero).ToScale(account.Currency.Scale), offer.Left);
    }
}
