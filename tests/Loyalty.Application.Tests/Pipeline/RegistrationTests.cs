using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Application.Tests.Pipeline;

public sealed class RegistrationTests
{
    static readonly IServiceCollection Services = new ServiceCollection().AddApplication();

    [Test]
    public void Every_request_has_exactly_one_handler()
    {
        var requests = typeof(AccruePoints).Assembly.GetTypes()
            .Where(type => type.GetInterfaces()
                .Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequest<>))).ToList();
        Assert.That(requests, Is.Not.Empty);
        foreach (var request in requests)
        {
            var answer = request.GetInterfaces()
                .First(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequest<>))
                    .GetGenericArguments()[0];
            var handler = typeof(IRequestHandler<,>).MakeGenericType(request, answer);
            Assert.That(Services.Count(service => service.ServiceType == handler), Is.EqualTo(1), request.Name);
        }
    }

    [Test]
    public void The_behaviours_stand_in_their_order() =>
        Assert.That(Services.Where(service => service.ServiceType == typeof(IPipelineBehavior<,>))
            .Select(service => service.ImplementationType),
            Is.EqualTo(new[] { typeof(TelemetryBehavior<,>), typeof(ValidationBehavior<,>),
                typeof(IdempotencyBehavior<,>) }));

    [Test]
    public void Only_recorded_commands_have_the_idempotency_behaviour()
    {
        var provider = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddApplication()
            .BuildServiceProvider();
        using var scope = provider.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentRequest>().Begin(Given.Request());
        Assert.That(scope.ServiceProvider.GetServices<IPipelineBehavior<GetBalance, Result<BalanceView>>>()
            .Count(), Is.EqualTo(2));
        Assert.That(scope.ServiceProvider.GetServices<IPipelineBehavior<AccruePoints, Result<AccrualReceipt>>>()
            .Count(), Is.EqualTo(3));
    }
}
