using Loyalty.Application.Ports;
using Loyalty.Infrastructure.Postgres;
using Loyalty.Infrastructure.Postgres.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Loyalty.Infrastructure;

public static class InfrastructureServices
{
    /// <summary>Everything the use cases need from outside, on the PostgreSQL of that connection string.</summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, string connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(_ => new Database(connectionString))
            .AddSingleton<Migrator>()
            .AddSingleton<IDatabaseHealth, DatabaseHealth>()
            .AddSingleton<LedgerVerifier>()
            .AddSingleton<KeyUsage>()
            .AddSingleton<IKeyUsage>(provider => provider.GetRequiredService<KeyUsage>())
            .AddHostedService(provider => provider.GetRequiredService<KeyUsage>())

            .AddScoped<DatabaseSession>()
            .AddScoped<Audit>()
            .AddScoped<IAudit>(provider => provider.GetRequiredService<Audit>())
            .AddScoped<ITransaction, Transaction>()
            .AddScoped<Programs>()
            .AddScoped<IPrograms>(provider => provider.GetRequiredService<Programs>())
            .AddScoped<MemberQueries>()
            .AddScoped<IMembers, Members>()
            .AddSingleton<ApiKeyLookup>()
            .AddScoped<ApiKeys>()
            .AddScoped<IApiKeys>(provider => provider.GetRequiredService<ApiKeys>())
            .AddScoped<ILedger, Ledger>()
            .AddSingleton<ITransactionExport, TransactionExport>()

            .AddSingleton<ProgramCatalog>()
            .AddSingleton<IProgramOwners>(provider => provider.GetRequiredService<ProgramCatalog>())
            .AddSingleton<AccountLoader>()
            .AddSingleton<AccountReader>()
            .AddSingleton<AccountHistory>()
            .AddSingleton<DecisionMaker>()
            .AddSingleton<AccountCommit>()
            .AddSingleton<AccountChain>()
            .AddSingleton<AccountQueues>()
            .AddHostedService(provider => provider.GetRequiredService<AccountQueues>())
            .AddScoped<IAccountStore, AccountStore>()
            .AddSingleton<Sweeper>()
            .AddHostedService(provider => provider.GetRequiredService<Sweeper>());
    }
}
