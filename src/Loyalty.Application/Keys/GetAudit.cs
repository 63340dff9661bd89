using System.Globalization;
using System.Text.Json.Nodes;
using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Keys;

/// <summary>
/// Who changed which key, program, promotion or member, newest first, as far as the caller sees these.
/// </summary>
public sealed record GetAudit(string? Thing, string? ThingId, PageRequest Page) : IRequest<Result<Page<AuditView>>>;

public sealed class GetAuditValidator : AbstractValidator<GetAudit>
{
    static readonly string[] Things = ["key", "program", "member", "promotion", "option"];

    public GetAuditValidator() => RuleFor(query => query.Thing).OneOf(Things);
}

public sealed class GetAuditHandler(IAudit audit, RequestContext request)
    : IRequestHandler<GetAudit, Result<Page<AuditView>>>
{
    public async Task<Result<Page<AuditView>>> Handle(GetAudit query, CancellationToken ct)
    {
        var before = query.Page.After is null ? long.MaxValue
            : long.TryParse(query.Page.After, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var rows = await audit.Changes(
            request.Caller, query.Thing, query.ThingId, before, query.Page.Limit + 1, ct);
        return query.Page.Of(rows, row => row.Id.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>A change of a key, program, promotion or member; of a member without personal data.</summary>
public sealed record AuditView
{
    public required long Id { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Name of the API key; "bootstrap" is the one from the settings, "command-line" the program's own
    /// verbs.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>key, program, promotion or member.</summary>
    public required string Thing { get; init; }

    /// <summary>The key's or member's id, the program's code; of a promotion "program/id".</summary>
    public required string ThingId { get; init; }

    public required string Operator { get; init; }

    /// <summary>Null where it was made.</summary>
    public JsonNode? Before { get; init; }

    public JsonNode? After { get; init; }
}
