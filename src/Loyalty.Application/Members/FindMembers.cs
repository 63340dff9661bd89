using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Members;
using MediatR;

namespace Loyalty.Application.Members;

/// <summary>Which members several references mean, for work that has to keep an order for each.</summary>
/// <param name="References">Valid ones.</param>
public sealed record FindMembers(string Program, IReadOnlyList<MemberInput> References)
    : IRequest<Result<IReadOnlyDictionary<MemberInput, MemberId>>>;

public sealed class FindMembersHandler(IMembers members)
    : IRequestHandler<FindMembers, Result<IReadOnlyDictionary<MemberInput, MemberId>>>
{
    public async Task<Result<IReadOnlyDictionary<MemberInput, MemberId>>> Handle(
        FindMembers query, CancellationToken ct)
    {
        var references = query.References.Select(reference => reference.Reference()).ToList();
        var identifiers = references.Select(reference => reference.Identifier).OfType<Identifier>().Distinct().ToList();
        var found = await members.Owners(query.Program, identifiers, ct);
        var known = new Dictionary<MemberInput, MemberId>();
        foreach (var (place, reference) in references.Index())
        {
            if (reference.Id is { } id || found.TryGetValue(reference.Identifier!, out id))
            {
                known[query.References[place]] = id;
            }
        }

        return known;
    }
}
