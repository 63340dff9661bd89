using FluentValidation;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;

namespace Loyalty.Application.Accounts;

/// <summary>Whose points a command or a question is about, as a caller names them.</summary>
/// <param name="PointsCurrency">Absent: the program's default one.</param>
public sealed record AccountInput(string Program, MemberInput? Member, string? PointsCurrency)
{
    /// <summary>Call it on what the validator passed.</summary>
    public MemberAccount Reference(ExternalReference? externalId = null) =>
        new(Program, PointsCurrency, Member!.Reference(), externalId);
}

public sealed class AccountInputValidator : AbstractValidator<AccountInput>
{
    public AccountInputValidator()
    {
        RuleFor(account => account.Member).Required();
        RuleFor(account => account.Member!).SetValidator(new MemberInputValidator())
            .When(account => account.Member is not null);
        RuleFor(account => account.PointsCurrency).Must(code => code is not "")
            .Fails(FieldCodes.InvalidLength, "Must be a code of a points currency.");
    }
}
