using FluentValidation;
using Loyalty.Application.Json;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;

namespace Loyalty.Application.Ledger;

/// <summary>What a caller may say about a movement of points; kept and shown, nothing is computed from it.</summary>
public sealed record ParticularsInput
{
    public string? Reason { get; init; }

    public string? ExternalId { get; init; }

    public DateTimeOffset? OccurredAt { get; init; }

    public string? OrderRef { get; init; }

    /// <summary>One that says nothing is none.</summary>
    public LocationInput? Location
    {
        get;
        init => field = value == new LocationInput() ? null : value;
    }

    public string? Description { get; init; }

    public Metadata? Metadata { get; init; }

    public Particulars Read() => new()
    {
        Reason = Reason,
        ExternalId = ExternalId,
        OccurredAt = OccurredAt,
        OrderRef = OrderRef,
        Location = Location is null ? null : new(Location.Store, Location.Till),
        Description = Description,
        Metadata = Metadata?.Json,
    };
}

/// <summary>Where it happened.</summary>
public sealed record LocationInput
{
    public string? Store { get; init; }

    public string? Till { get; init; }
}

public sealed class ParticularsInputValidator : AbstractValidator<ParticularsInput>
{
    static readonly string[] Reasons = ["purchase", "bonus", "referral", "activity", "manual"];

    public ParticularsInputValidator()
    {
        RuleFor(particulars => particulars.Reason).OneOf(Reasons);
        RuleFor(particulars => particulars.ExternalId).Line();
        RuleFor(particulars => particulars.OrderRef).Line();
        RuleFor(particulars => particulars.Description).Text();
        RuleFor(particulars => particulars.Location!.Store).Line()
            .When(particulars => particulars.Location is not null);
        RuleFor(particulars => particulars.Location!.Till).Line().When(particulars => particulars.Location is not null);
        RuleFor(particulars => particulars.Metadata).Must(metadata => metadata is not { IsTooLarge: true })
            .Fails(FieldCodes.TooLarge, $"Must be at most {Metadata.MaxBytes} bytes of JSON.");
    }
}
