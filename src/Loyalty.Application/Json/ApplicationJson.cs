using System.Text.Json.Serialization;
using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Ledger;
using Loyalty.Application.Redemptions;

namespace Loyalty.Application.Json;

/// <summary>
/// What commands on accounts come to and are told apart by, as the compiler sees it: nothing is reflected on when the
/// first of them arrives.
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
