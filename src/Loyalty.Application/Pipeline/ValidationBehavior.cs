using FluentValidation;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Pipeline;

/// <summary>Runs the command's validators: what has the wrong shape never reaches a handler or the database.</summary>
public sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TResponse> next)
    {
        var errors = new List<FieldError>();
        foreach (var validator in validators)
        {
            var result = await validator.ValidateAsync(request, ct);
            errors.AddRange(result.FieldErrors());
        }

        return errors.Count > 0 ? TResponse.From(Declines.Invalid(errors)) : await next();
    }
}
