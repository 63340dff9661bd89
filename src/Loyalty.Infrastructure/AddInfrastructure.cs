using Loyalty.Application.Ports;
using Loyalty.Infrastructure.Promotions;
using Loyalty.Infrastructure.Rewards;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Accounts.Load;
using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Keys;
using Loyalty.Infrastructure.Ledger;
using Loyalty.Infrastructure.Members;
using Loyalty.Infrastructure.Programs;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Loyalty.Infrastructure;

public static class InfrastructureServices
{
    /// <summary>Everything the use cases need from outside, on the PostgreSQL of that connection string.</summary>
    public static IServiceCollection AddInfrastructure(
        this IServiceCollection services, string connectionString, Retention? retention = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(provider => new Database(connectionString, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<ClockWatch>()
            .AddSingleton<Migrator>()
            .AddSingleton<IDatabaseHealth, DatabaseHealth>()
            .AddSingleton<LedgerVerifier>()
            .AddSingleton<KeyUsage>()
            .AddSingleton<IKeyUsage>(provider => provider.GetRequiredService<KeyUsage>())
            .AddHostedService(provider => provider.GetRequiredService<KeyUsage>())

            .AddScoped<DatabaseSession>()
            .AddScoped<Audit>()
            .AddScoped<IAudit>(provider => provider.GetRequiredService<Audit>())
            .AddScoped<UnitOfWork>()
            .AddScoped<IUnitOfWork>(provider => provider.GetRequiredService<UnitOfWork>())
            .AddScoped<IRecordedOutcomes, RecordedOutcomes>()
            .AddScoped<ProgramRepository>()
            .AddScoped<IPrograms>(provider => provider.GetRequiredService<ProgramRepository>())
            .AddScoped<IPromotions, PromotionRepository>()
            .AddScoped<IRedemptionOptions, RedemptionOptionRepository>()
            .AddScoped<ICoupons, CouponQueries>()
            .AddScoped<MemberQueries>()
            .AddScoped<IMembers, MemberRepository>()
            .AddSingleton<ApiKeyLookup>()
            .AddSingleton<IKeyAuthentication>(provider => provider.GetRequiredService<ApiKeyLookup>())
            .AddScoped<IApiKeys, ApiKeys>()
            .AddScoped<ILedger, TransactionQueries>()
            .AddScoped<IExportTasks, ExportTasks>()
            .AddSingleton<ITransactionExport, TransactionExport>()

            .AddSingleton<ProgramCatalog>()
            .AddSingleton<IProgramOwners>(provider => provider.GetRequiredService<ProgramCatalog>())
            .AddSingleton<AccountLoader>()
            .AddSingleton<AccountHistory>()
            .AddSingleton<DecisionMaker>()
            .AddSingleton<AccountWriter>()
            .AddSingleton<ActiveAccounts>()
            .AddHostedService(provider => provider.GetRequiredService<ActiveAccounts>())
            .AddSingleton<IAccountStore, AccountStore>()
            .AddSingleton(retention ?? Retention.Usual)
            .AddSingleton<OutcomePruner>()
            .AddHostedService(provider => provider.GetRequiredService<OutcomePruner>())
            .AddSingleton<Sweeper>()
            .AddHostedService(provider => provider.GetRequiredService<Sweeper>());
    }
}
