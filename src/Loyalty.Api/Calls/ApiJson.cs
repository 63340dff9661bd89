using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Api.Accounts;
using Loyalty.Api.Accruals;
using Loyalty.Api.Ledger;
using Loyalty.Api.Redemptions;
using Loyalty.Api.Refusals;
using Loyalty.Application.Json;
using Loyalty.Application.Ledger;
using Loyalty.Application.Redemptions;

namespace Loyalty.Api.Calls;

/// <summary>Bodies and answers of the calls on accounts, as the compiler sees them.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AccrualBody))]
[JsonSerializable(typeof(AdjustmentBody))]
[JsonSerializable(typeof(CommitBody))]
[JsonSerializable(typeof(RollbackBody))]
[JsonSerializable(typeof(AccrualCommitBody))]
[JsonSerializable(typeof(AccrualRollbackBody))]
[JsonSerializable(typeof(CancelBody))]
[JsonSerializable(typeof(RedemptionBody))]
[JsonSerializable(typeof(RedemptionReceipt))]
[JsonSerializable(typeof(ValidationView))]
[JsonSerializable(typeof(BulkAccrualItem))]
[JsonSerializable(typeof(BulkAccrualReceipt))]
[JsonSerializable(typeof(TransactionView))]
[JsonSerializable(typeof(Problem))]
sealed partial class ApiJson : JsonSerializerContext
{
    public static readonly JsonSerializerOptions Strict =
        LoyaltyJson.With(JsonTypeInfoResolver.Combine(Default, ApplicationJson.Default));
}
