using Loyalty.Application.Programs;
using Loyalty.Domain.Programs;

namespace Loyalty.Application.Ports;

/// <summary>Programs with their currencies and policies.</summary>
public interface IPrograms
{
    /// <summary>The program as it is now; null when there is none of that code.</summary>
    Task<LoyaltyProgram?> Find(string code, CancellationToken ct);

    /// <summary>The programs that the caller may see, newest first.</summary>
    Task<Page<ProgramDocument>> Page(Caller caller, PageRequest page, CancellationToken ct);

    /// <summary>The whole program as the API shows it, with its version.</summary>
    Task<(ProgramDocument Document, long Version)?> Read(string code, CancellationToken ct);

    /// <summary>Adds a program, and its operator when it is new; assigns the numbers that were not given.</summary>
    Task<ProgramAdded> Add(ProgramDocument program, CancellationToken ct);

    /// <summary>Stores the program as version + 1.</summary>
    Task<ProgramReplaced> Replace(ProgramDocument program, long version, CancellationToken ct);
}

/// <summary>Whose programs are: known without asking the database again, since it never changes.</summary>
public interface IProgramOwners
{
    /// <summary>Code of the program's operator; null when there is no such program.</summary>
    Task<string?> OperatorOf(string program, CancellationToken ct);
}

public enum ProgramReplaced
{
    Yes,

    /// <summary>Somebody else changed it first.</summary>
    VersionMoved,

    NumberTaken,
}

public enum ProgramAdded
{
    Yes,
    CodeTaken,
    NumberTaken,
}
