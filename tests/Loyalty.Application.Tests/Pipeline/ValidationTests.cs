using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Tests.Pipeline;

public sealed class ValidationTests
{
    public sealed record Command(string? FirstName) : IRequest<Result<Done>>;

    sealed class CommandValidator : AbstractValidator<Command>
    {
        public CommandValidator() => RuleFor(command => command.FirstName).Required();
    }

    /// <summary>The fields that the pipeline would tell a caller of.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsOf<T>(IValidator<T> validator, T request) =>
        [.. (await validator.ValidateAsync(request))
            .Errors.Select(failure => string.Join('.', failure.PropertyName.Split('.')
            .Select(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName)))];

    static async Task<(Result<Done> Result, bool Reached)> Handle(string? name)
    {
        var reached = false;
        var result = await new ValidationBehavior<Command, Result<Done>>([new CommandValidator()])
            .Handle(new(name), default, () =>
        {
            reached = true;
            return Task.FromResult<Result<Done>>(Done.Instance);
        });
        return (result, reached);
    }

    [Test]
    public async Task A_wrong_shape_never_reaches_the_handler()
    {
        var (result, reached) = await Handle(null);
        Assert.That(reached, Is.False);
        Assert.That(result.Decline!.Code, Is.EqualTo("validation_failed"));
        Assert.That(result.Decline.Errors.Single(),
            Is.EqualTo(new FieldError("first_name", "required", "Must be given.")));
    }

    [Test]
    public async Task A_right_shape_goes_on() => Assert.That((await Handle("Ann")).Reached, Is.True);
}
