using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Members;

/// <summary>
/// A person known to an operator by identifiers, one of each kind, and enrolled in any of its programs.
/// </summary>
public sealed record Member
{
    public required MemberId Id { get; init; }

    /// <summary>At most one of a kind.</summary>
    public required IReadOnlyList<Identifier> Identifiers { get; init; }

    public Profile Profile { get; init; } = Profile.Empty;

    public string Status { get; init; } = MemberStatus.Active;

    /// <summary>Why the status is what it is, in the words of who set it.</summary>
    public string? StatusReason { get; init; }

    /// <summary>Numbers of the programs that the member is enrolled in.</summary>
    public required IReadOnlyList<int> Programs { get; init; }

    /// <summary>Those of them that the member has left.</summary>
    public IReadOnlyList<int> LeftPrograms { get; init; } = [];

    public bool HasLeft(LoyaltyProgram program) => LeftPrograms.Contains(program.Number);

    /// <summary>
    /// Finds the member that a registration refers to: the one who is known by any of the identifiers, null for a new
    /// one. Two different members, one already enrolled, or one with another value of that kind is a conflict.
    /// </summary>
    public static Result<Registration> Registered(
        IReadOnlyList<Member> known, IReadOnlyList<Identifier> identifiers, int programNumber, int? number)
    {
        if (known.Count == 0)
        {
            return new Registration(null);
        }

        var member = known[0];
        var clash = identifiers.FirstOrDefault(identifier => known.Any(other => other.Has(identifier)))!;
        if (known.Count > 1 || member.Programs.Except(member.LeftPrograms).Contains(programNumber))
        {
            return Declines.IdentifierTaken(clash.Kind);
        }

        var other = identifiers.FirstOrDefault(
            identifier => member.Identifiers.Any(own => own.Kind == identifier.Kind && own != identifier));
        return other is not null ? Declines.IdentifierTaken(other.Kind)
            : number is not null && number != member.Id.Number ? Declines.NumberFixed
            : new Registration(member.With(identifiers));
    }

    /// <summary>What is left of a member who asked to be forgotten.</summary>
    public Member Erased() => this with
    {
        Identifiers = [],
        Profile = Profile.Empty,
        Status = MemberStatus.Closed,
        StatusReason = null,
    };

    /// <summary>With those of kinds that it had none of.</summary>
    public Member With(IReadOnlyList<Identifier> added) => this with
    {
        Identifiers = [.. Identifiers.UnionBy(added, identifier => identifier.Kind)],
    };

    public bool Has(Identifier identifier) => Identifiers.Contains(identifier);

    /// <summary>Whether it shows the identifier in that very spelling.</summary>
    public bool Shows(Identifier identifier) =>
        Identifiers.Any(own => own == identifier && own.Written == identifier.Written);
}

/// <summary>The member that a registration refers to; null: a new one.</summary>
public sealed record Registration(Member? Known);
