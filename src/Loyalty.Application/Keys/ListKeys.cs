using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Keys;

/// <summary>The keys of the caller's operator, newest first, without secrets.</summary>
public sealed record ListKeys(PageRequest Page) : IRequest<Result<Page<KeyView>>>;

public sealed class ListKeysHandler(IApiKeys keys, RequestContext request)
    : IRequestHandler<ListKeys, Result<Page<KeyView>>>
{
    public async Task<Result<Page<KeyView>>> Handle(ListKeys query, CancellationToken ct) =>
        await keys.Page(request.Caller, query.Page, ct);
}
