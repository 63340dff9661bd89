using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Keys;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Application.Programs;
using Loyalty.Application.Promotions;
using Loyalty.Application.Redemptions;
using Loyalty.Application.Rewards;
using Loyalty.Application.Tiers;
using Loyalty.Domain;
using Loyalty.Domain.Members;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Rewards;
using Loyalty.Domain.Tiers;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Application;

public static class ApplicationServices
{
    /// <summary>
    /// The use cases, one line each, and the pipeline around them; the first behaviour is the outermost.
    /// </summary>
    public static IServiceCollection AddApplication(this IServiceCollection services) => services
        .AddScoped<CurrentRequest>()
        .AddScoped(provider => provider.GetRequiredService<CurrentRequest>().Context)
        .AddScoped<AnswerFacts>()
        .AddScoped<IAccounts, RequestAccounts>()
        .AddScoped<MemberRights>()
        .AddScoped<CouponAccount>()
        .AddScoped<ServiceFactory>(provider => provider.GetRequiredService)
        .AddScoped<IMediator, Mediator>()
        .AddScoped(typeof(IPipelineBehavior<,>), typeof(TelemetryBehavior<,>))
        .AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>))
        .AddScoped(typeof(IPipelineBehavior<,>), typeof(IdempotencyBehavior<,>))

        .AddUseCase<AccruePoints, AccrualReceipt, AccruePointsHandler, AccruePointsValidator>()
        .AddUseCase<CommitAccrual, AccrualReceipt, CommitAccrualHandler, CommitAccrualValidator>()
        .AddUseCase<RollbackAccrual, AccrualReceipt, RollbackAccrualHandler, RollbackAccrualValidator>()

        .AddUseCase<AdjustPoints, AccrualReceipt, AdjustPointsHandler, AdjustPointsValidator>()
        .AddUseCase<GetBalance, BalanceView, GetBalanceHandler, GetBalanceValidator>()
        .AddUseCase<GetExpirations, Expirations, GetExpirationsHandler, GetExpirationsValidator>()

        .AddUseCase<CancelTransaction, CancellationReceipt, CancelTransactionHandler, CancelTransactionValidator>()
        .AddUseCase<GetTransaction, TransactionView, GetTransactionHandler>()
        .AddUseCase<GetTransactions, Page<TransactionView>, GetTransactionsHandler, GetTransactionsValidator>()
        .AddUseCase<FindTransaction, TransactionView, FindTransactionHandler, FindTransactionValidator>()
        .AddUseCase<FindTransactions, Page<TransactionView>, FindTransactionsHandler, FindTransactionsValidator>()
        .AddUseCase<GetStatement, IReadOnlyList<StatementRow>, GetStatementHandler, GetStatementValidator>()
        .AddUseCase<StartExport, ExportTask, StartExportHandler, StartExportValidator>()
        .AddUseCase<GetExportTask, ExportTask, GetExportTaskHandler>()
        .AddUseCase<GetCommit, CommittedTransaction, GetCommitHandler>()
        .AddUseCase<ExportTransactions, ExportedTransactions, ExportTransactionsHandler, ExportTransactionsValidator>()

        .AddUseCase<RedeemPoints, RedemptionReceipt, RedeemPointsHandler, RedeemPointsValidator>()
        .AddUseCase<ValidateRedemption, ValidationReceipt, ValidateRedemptionHandler, ValidateRedemptionValidator>()
        .AddUseCase<CommitTemp, RedemptionReceipt, CommitTempHandler, CommitTempValidator>()
        .AddUseCase<RollbackTemp, RedemptionReceipt, RollbackTempHandler, RollbackTempValidator>()
        .AddUseCase<GetRedemption, RedemptionReceipt, GetRedemptionHandler>()
        .AddUseCase<GetRedemptions, Page<RedemptionReceipt>, GetRedemptionsHandler, GetRedemptionsValidator>()

        .AddUseCase<RegisterMember, MemberView, RegisterMemberHandler, RegisterMemberValidator>()
        .AddUseCase<UpdateMember, MemberView, UpdateMemberHandler, UpdateMemberValidator>()
        .AddUseCase<LeaveProgram, MemberView, LeaveProgramHandler, LeaveProgramValidator>()
        .AddUseCase<EraseMember, Done, EraseMemberHandler, EraseMemberValidator>()
        .AddUseCase<GetMember, MemberView, GetMemberHandler, GetMemberValidator>()
        .AddUseCase<FindMembers, IReadOnlyDictionary<MemberInput, MemberId>, FindMembersHandler>()
        .AddUseCase<ListMembers, Page<MemberView>, ListMembersHandler, ListMembersValidator>()

        .AddUseCase<CreateProgram, ProgramDocument, CreateProgramHandler, CreateProgramValidator>()
        .AddUseCase<UpdateProgram, ProgramDocument, UpdateProgramHandler>()
        .AddUseCase<GetProgram, ProgramDocument, GetProgramHandler>()
        .AddUseCase<ListPrograms, Page<ProgramDocument>, ListProgramsHandler>()

        .AddUseCase<CreatePromotion, Promotion, CreatePromotionHandler>()
        .AddUseCase<UpdatePromotion, Promotion, UpdatePromotionHandler>()
        .AddUseCase<GetPromotion, Promotion, GetPromotionHandler>()
        .AddUseCase<FindPromotion, Promotion, FindPromotionHandler>()
        .AddUseCase<CountPromotions, CountedPromotions, CountPromotionsHandler>()
        .AddUseCase<ListPromotions, Page<Promotion>, ListPromotionsHandler>()

        .AddUseCase<CreateRedemptionOption, RedemptionOption, CreateRedemptionOptionHandler>()
        .AddUseCase<UpdateRedemptionOption, RedemptionOption, UpdateRedemptionOptionHandler>()
        .AddUseCase<GetRedemptionOption, RedemptionOption, GetRedemptionOptionHandler>()
        .AddUseCase<ListRedemptionOptions, Page<RedemptionOption>, ListRedemptionOptionsHandler>()
        .AddUseCase<GetOffers, Page<OfferReceipt>, GetOffersHandler, GetOffersValidator>()
        .AddUseCase<GetCoupon, CouponView, GetCouponHandler>()
        .AddUseCase<GetCoupons, Page<CouponView>, GetCouponsHandler, GetCouponsValidator>()
        .AddUseCase<CheckCoupon, CouponCheck, CheckCouponHandler, CheckCouponValidator>()
        .AddUseCase<UseCoupon, CouponView, UseCouponHandler, UseCouponValidator>()
        .AddUseCase<UnuseCoupon, CouponView, UnuseCouponHandler, UnuseCouponValidator>()
        .AddUseCase<HoldCoupon, CouponView, HoldCouponHandler, HoldCouponValidator>()
        .AddUseCase<ReleaseCoupon, CouponView, ReleaseCouponHandler, ReleaseCouponValidator>()

        .AddUseCase<GetTiers, Page<Tier>, GetTiersHandler>()
        .AddUseCase<GetMemberTier, MemberTierView, GetMemberTierHandler, GetMemberTierValidator>()

        .AddUseCase<CreateKey, CreatedKey, CreateKeyHandler, CreateKeyValidator>()
        .AddUseCase<RotateKey, CreatedKey, RotateKeyHandler, RotateKeyValidator>()
        .AddUseCase<RevokeKey, Done, RevokeKeyHandler>()
        .AddUseCase<ListKeys, Page<KeyView>, ListKeysHandler>()
        .AddUseCase<GetAudit, Page<AuditView>, GetAuditHandler, GetAuditValidator>();

    static IServiceCollection AddUseCase<TRequest, TValue, THandler>(this IServiceCollection services)
        where TRequest : IRequest<Result<TValue>>
        where THandler : class, IRequestHandler<TRequest, Result<TValue>> =>
        services.AddScoped<IRequestHandler<TRequest, Result<TValue>>, THandler>();

    static IServiceCollection AddUseCase<TRequest, TValue, THandler, TValidator>(this IServiceCollection services)
        where TRequest : IRequest<Result<TValue>>
        where THandler : class, IRequestHandler<TRequest, Result<TValue>>
        where TValidator : class, IValidator<TRequest> =>
        services.AddUseCase<TRequest, TValue, THandler>().AddSingleton<IValidator<TRequest>, TValidator>();
}
