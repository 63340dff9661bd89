using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;

namespace Loyalty.Application.Redemptions;

/// <summary>What redeeming and asking whether it would pass have in common: all of the request.</summary>
public interface IRedemptionRequest
{
    MemberInput? Member { get; }

    Points? Points { get; }

    /// <summary>Generic where it was left out.</summary>
    string? Type { get; }

    ParticularsInput Particulars { get; }

    /// <summary>Asks for a hold; absent: the points are taken at once.</summary>
    TemporaryInput? Hold { get; }
}

public static class RedemptionRequests
{
    public static RedemptionRequest Read(this IRedemptionRequest request) =>
        new(request.Points!.Value, request.Type!, request.Particulars.Read(), request.Hold?.Read());
}

public sealed class RedemptionRequestValidator : AbstractValidator<IRedemptionRequest>
{
    public RedemptionRequestValidator()
    {
        RuleFor(request => request.Member).Required();
        RuleFor(request => request.Member!).SetValidator(new MemberInputValidator())
            .When(request => request.Member is not null);
        RuleFor(request => request.Points).Required().AmountOfPoints();
        RuleFor(request => request.Type).OneOf([RedemptionType.Generic]);
        RuleFor(request => request.Particulars).Unprefixed(new ParticularsInputValidator());
    }
}
