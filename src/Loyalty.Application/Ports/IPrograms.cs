using Loyalty.Application.Programs;
using Loyalty.Domain;
using Loyalty.Domain.Programs;

namespace Loyalty.Application.Ports;

/// <summary>Programs with their currencies and policies.</summary>
public interface IPrograms
{
    /// <summary>
    /// The program as it is now, without its promotions and options, of which there may be very many; null when there
    /// is none of that code.
    /// </summary>
    Task<LoyaltyProgram?> Find(string code, CancellationToken ct);

    /// <summary>The programs that the caller may see, newest first.</summary>
    Task<Page<ProgramDocument>> Page(Caller caller, PageRequest page, CancellationToken ct);

    /// <summary>The whole program as the API shows it; null when there is none of that code.</summary>
    Task<StoredProgram?> Read(string code, CancellationToken ct);

    /// <summary>
    /// Adds a program, and its operator when it is new; assigns the numbers that were not given. Declined when the code
    /// or a number is taken.
    /// </summary>
    /// <returns>The program as it is stored.</returns>
    Task<Result<ProgramDocument>> Add(ProgramDocument program, CancellationToken ct);

    /// <summary>Whether members of the program have identifiers of any of these custom fields.</summary>
    Task<bool> HasMembersWith(string program, IReadOnlyList<string> fields, CancellationToken ct);

    /// <summary>Whether promotions or options of the program name any of these tiers.</summary>
    Task<bool> HasOffersFor(string program, IReadOnlyList<string> tiers, CancellationToken ct);

    /// <summary>Stores a program as the next version; declined when a number is taken.</summary>
    /// <param name="before">The program as it was read.</param>
    /// <returns>The program as it is stored; null: somebody else changed it since it was read.</returns>
    Task<Result<ProgramDocument>?> Replace(StoredProgram before, ProgramDocument after, CancellationToken ct);
}

/// <summary>A program as the API shows it, and which version of it that is.</summary>
public sealed record StoredProgram(ProgramDocument Document, long Version);

/// <summary>What never changes of programs, and is known without asking the database again.</summary>
public interface IProgramOwners
{
    /// <summary>Code of the program's operator; null when there is no such program.</summary>
    Task<string?> OperatorOf(string program, CancellationToken ct);

    /// <summary>Code of the program with that number; null when there is none.</summary>
    Task<string?> CodeOf(int number, CancellationToken ct);

    /// <summary>The program's points currency with that number and code; null when it has none.</summary>
    /// <param name="number">Null: any.</param>
    /// <param name="code">Null: any.</param>
    Task<PointsCurrency?> CurrencyOf(string program, int? number, string? code, CancellationToken ct);
}
