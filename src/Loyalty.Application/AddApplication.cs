using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Keys;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Programs;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Application;

public static class ApplicationServices
{
    /// <summary>
    /// The use cases, one line each, and the pipeline around them; the first behaviour is the outermost.
    /// </summary>
    public static IServiceCollection AddApplication(this IServiceCollection services) => services
        .AddScoped<RequestScope>()
        .AddScoped<ServiceFactory>(provider => provider.GetRequiredService)
        .AddScoped<IMediator, Mediator>()
        .AddScoped(typeof(IPipelineBehavior<,>), typeof(TelemetryBehavior<,>))
        .AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>))
        .AddScoped(typeof(IPipelineBehavior<,>), typeof(IdempotencyBehavior<,>))

        .AddUseCase<AccruePoints, AccrualReceipt, AccruePointsHandler>()
            .AddValidator<AccruePoints, AccruePointsValidator>()
        .AddUseCase<CommitAccrual, AccrualReceipt, CommitAccrualHandler>()
            .AddValidator<CommitAccrual, CommitAccrualValidator>()
        .AddUseCase<RollbackAccrual, AccrualReceipt, RollbackAccrualHandler>()
            .AddValidator<RollbackAccrual, RollbackAccrualValidator>()
        .AddUseCase<AdjustPoints, AccrualReceipt, AdjustPointsHandler>()
            .AddValidator<AdjustPoints, AdjustPointsValidator>()
        .AddUseCase<GetExpirations, Expirations, GetExpirationsHandler>()
            .AddValidator<GetExpirations, GetExpirationsValidator>()
        .AddUseCase<GetBalance, BalanceView, GetBalanceHandler>().AddValidator<GetBalance, GetBalanceValidator>()
        .AddUseCase<GetTransactions, Page<TransactionView>, GetTransactionsHandler>()
        .AddValidator<GetTransactions, GetTransactionsValidator>()
        .AddUseCase<GetTransaction, TransactionView, GetTransactionHandler>()
        .AddUseCase<ExportTransactions, ExportedTransactions, ExportTransactionsHandler>()
            .AddValidator<ExportTransactions, ExportTransactionsValidator>()

        .AddUseCase<RedeemPoints, RedemptionReceipt, RedeemPointsHandler>()
            .AddValidator<RedeemPoints, RedeemPointsValidator>()
        .AddUseCase<ValidateRedemption, RedemptionQuote, ValidateRedemptionHandler>()
        .AddValidator<ValidateRedemption, ValidateRedemptionValidator>()

        .AddUseCase<CommitTemp, RedemptionReceipt, CommitTempHandler>().AddValidator<CommitTemp, CommitTempValidator>()
        .AddUseCase<RollbackTemp, RedemptionReceipt, RollbackTempHandler>()
            .AddValidator<RollbackTemp, RollbackTempValidator>()
        .AddUseCase<CancelTransaction, CancellationReceipt, CancelTransactionHandler>()
            .AddValidator<CancelTransaction, CancelTransactionValidator>()
        .AddUseCase<GetRedemption, RedemptionReceipt, GetRedemptionHandler>()
        .AddUseCase<GetRedemptions, Page<RedemptionReceipt>, GetRedemptionsHandler>()
            .AddValidator<GetRedemptions, GetRedemptionsValidator>()

        .AddUseCase<RegisterMember, MemberView, RegisterMemberHandler>()
            .AddValidator<RegisterMember, RegisterMemberValidator>()
        .AddUseCase<UpdateMember, MemberView, UpdateMemberHandler>().AddValidator<UpdateMember, UpdateMemberValidator>()
        .AddUseCase<EraseMember, Done, EraseMemberHandler>().AddValidator<EraseMember, EraseMemberValidator>()
        .AddUseCase<GetMember, MemberView, GetMemberHandler>().AddValidator<GetMember, GetMemberValidator>()
        .AddUseCase<ListMembers, Page<MemberView>, ListMembersHandler>()
            .AddValidator<ListMembers, ListMembersValidator>()

        .AddUseCase<CreateProgram, ProgramDocument, CreateProgramHandler>()
            .AddValidator<CreateProgram, CreateProgramValidator>()
        .AddUseCase<UpdateProgram, ProgramDocument, UpdateProgramHandler>()
        .AddUseCase<GetProgram, ProgramDocument, GetProgramHandler>()
        .AddUseCase<ListPrograms, Page<ProgramDocument>, ListProgramsHandler>()

        .AddUseCase<CreateKey, CreatedKey, CreateKeyHandler>().AddValidator<CreateKey, CreateKeyValidator>()
        .AddUseCase<RotateKey, CreatedKey, RotateKeyHandler>().AddValidator<RotateKey, RotateKeyValidator>()
        .AddUseCase<RevokeKey, Done, RevokeKeyHandler>()
        .AddUseCase<ListKeys, Page<KeyView>, ListKeysHandler>()
        .AddUseCase<GetAudit, Page<AuditView>, GetAuditHandler>().AddValidator<GetAudit, GetAuditValidator>();

    static IServiceCollection AddUseCase<TRequest, TValue, THandler>(this IServiceCollection services)
        where TRequest : IRequest<Result<TValue>>
        where THandler : class, IRequestHandler<TRequest, Result<TValue>> =>
        services.AddScoped<IRequestHandler<TRequest, Result<TValue>>, THandler>();

    static IServiceCollection AddValidator<TRequest, TValidator>(this IServiceCollection services)
        where TValidator : class, IValidator<TRequest> => services.AddSingleton<IValidator<TRequest>, TValidator>();
}
