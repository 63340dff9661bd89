using System.Text.Json.Serialization;
using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Ledger;
using Loyalty.Application.Redemptions;

namespace Loyalty.Application.Json;

/// <summary>
/// Source-generated JSON metadata for account commands (fingerprints) and their results (recorded outcomes), so that
/// the first request pays for no reflection.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AccruePoints))]
[JsonSerializable(typeof(CommitAccrual))]
[JsonSerializable(typeof(RollbackAccrual))]
[JsonSerializable(typeof(AdjustPoints))]
[JsonSerializable(typeof(RedeemPoints))]
[JsonSerializable(typeof(ValidateRedemption))]
[JsonSerializable(typeof(CommitTemp))]
[JsonSerializable(typeof(RollbackTemp))]
[JsonSerializable(typeof(CancelTransaction))]
[JsonSerializable(typeof(AccrualReceipt))]
[JsonSerializable(typeof(BalanceView))]
public sealed partial class ApplicationJson : JsonSerializerContext;
