using System.Collections.Immutable;
using CsCheck;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Rewards;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Ledger;

namespace Loyalty.Infrastructure.Tests.Accounts;

/// <summary>
/// Chains of any commands on an account that is known by its row alone, or, where a decision asks for more, in whole:
/// it ends as the same account does when all of it is known, with each of its lots in its place.
/// </summary>
public sealed class LotPlacesProperties
{
    static readonly Gen<Step> AnyStep = Gen.Select(
        Gen.Frequency(
            (8, Gen.Const(StepKind.Accrue)), (4, Gen.Const(StepKind.Redeem)), (3, Gen.Const(StepKind.Hold)),
            (2, Gen.Const(StepKind.Commit)), (2, Gen.Const(StepKind.Rollback)), (3, Gen.Const(StepKind.Cancel))),
        Gen.Int[1, 12], Gen.Int[0, 9], Gen.Int[0, 99],
        (kind, points, days, pick) => new Step(kind, points, days, pick));

    static readonly Gen<Step[]> AnyChain = AnyStep.Array[1, 8];

    [Test]
    public void Known_in_part_or_in_whole_an_account_ends_the_same() => Gen.Select(
        Gen.Int[0, 40], Gen.Select(AnyChain, Gen.Int[0, 3]).Array[1, 12]).Sample(
        (lots, chains) =>
        {
            var books = new Books();
            books.Play([.. Enumerable.Range(0, lots).Select(i => new Step(StepKind.Accrue, 1, i % 10, 0))], 0);
            foreach (var (steps, days) in chains)
            {
                books.Play(steps, days);
            }
        },
        iter: 1_000);

    enum StepKind
    {
        Accrue,
        Redeem,
        Hold,
        Commit,
        Rollback,
        Cancel,
    }

    sealed record Step(StepKind Kind, int Points, int Days, int Pick);

    /// <summary>One account: as all of it is, and as it is stored.</summary>
    sealed class Books
    {
        static readonly LoyaltyProgram Program = new()
        {
            Number = 1,
            OperatorNumber = 1,
            Operator = "op",
            Code = "demo",
            TimeZone = "UTC",
            Language = "en",
            PointsCurrencies = [new(1, "points", "Points", 2, true)],
            Policy = new(),
            Version = 1,
        };

        readonly List<Entry> entries = [];
        AccountState whole = new() { Id = new(256 + 5), Currency = Program.PointsCurrencies[0] };
        LotSet onRow = [];
        LotsBehind? behind;
        LotSet inTable = [];
        DateTimeOffset now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public void Play(IReadOnlyList<Step> steps, int days)
        {
            now = now.AddDays(days);
            var expected = new Account(whole);
            Assert.That(Decide(expected, steps), Is.True);
            var told = Row.Unpack();
            var account = AccountRow.IsEnough(told) ? new Account(WithNamed(told, steps)) : null;
            if (account is null || !Decide(account, steps))
            {
                account = new(whole);
                Assert.That(Decide(account, steps), Is.True);
            }

            Assert.That(account.Entries.Select(entry => (entry.Kind, LotsText.Write(entry.Lots), entry.BalanceAfter)),
                Is.EqualTo(expected.Entries.Select(
                    entry => (entry.Kind, LotsText.Write(entry.Lots), entry.BalanceAfter))));
            Store(LotPlaces.Of(onRow, whole.Seq, account));
            entries.AddRange(expected.Entries);
            whole = expected.State;
            Assert.That(onRow.Concat(inTable).OrderBy(lot => lot.Id), Is.EqualTo(whole.Lots.OrderBy(lot => lot.Id)));
            Assert.That(new PlacesCheck(
                Row, onRow, [.. inTable.Select(lot => (lot.IsOpen, lot))]).Differences(), Is.Empty);
        }

        /// <summary>The account's row, as a commit wrote it.</summary>
        AccountRow Row => new(
            whole with { Lots = [], Redemptions = whole.OpenHolds.ToImmutableDictionary(hold => hold.Id) }, behind,
            PackedLots.Write([.. LotPlaces.InOrder(onRow)]));

        void Store(LotPlaces places)
        {
            Assert.That(places.Out.Select(lot => inTable.Find(lot.Id)), Has.All.Null);
            Assert.That(places.Changed.Concat(places.In).Select(lot => inTable.Find(lot.Id)), Has.None.Null);
            var gone = places.In.Select(lot => lot.Id).ToHashSet();
            var written = places.Out.Concat(places.Changed).ToList();
            Assert.That(written.Select(lot => lot.Id).Concat(gone), Is.Unique);
            inTable = [.. inTable.Where(lot => !gone.Contains(lot.Id))];
            inTable = inTable.With(written);
            (onRow, behind) = ([.. places.OnRow], places.Behind);
        }

        /// <summary>With what the commands name, as a load brings it.</summary>
        AccountState WithNamed(AccountState told, IEnumerable<Step> steps)
        {
            var named = steps.Select(Named).OfType<NamedEntry>().Select(entry => entry.Root).ToHashSet();
            var lots = entries.Where(entry => named.Contains(entry.Seq)).SelectMany(entry => entry.Lots)
                .Select(change => inTable.Find(change.Lot)).OfType<Lot>().DistinctBy(lot => lot.Id).ToList();
            return told.Knowing(
                lots, [.. whole.Redemptions.Values.Where(redemption => named.Contains(redemption.Id))]);
        }

        /// <summary>What a step is about, of those that were stored before its chain.</summary>
        NamedEntry? Named(Step step)
        {
            var kinds = step.Kind switch
            {
                StepKind.Commit or StepKind.Rollback => [EntryKind.Hold],
                StepKind.Cancel => new[] { EntryKind.Hold, EntryKind.Redemption, EntryKind.Accrual },
                _ => [],
            };
            var all = entries.Where(entry => kinds.Contains(entry.Kind)).ToList();
            return all.Count == 0 ? null : all[^(1 + (step.Pick % all.Count))] is var entry
                ? new(entry.Seq, entry.Kind, entry.Seq, entry.Kind, null, entry.OccurredAt)
                : null;
        }

        /// <summary>False when a decision asks for more.</summary>
        bool Decide(Account account, IReadOnlyList<Step> steps)
        {
            foreach (var step in steps)
            {
                var named = Named(step);
                var on = new Occasion(Program, now, "till", [1, 2, 3]);
                on = named is null ? on : on with { Facts = on.Facts.With(named) };
                if (account.MoveTo(on) is not null || Missing(account, step, named?.Seq) is not null
                    || account.Unseen is not null)
                {
                    return false;
                }

                account.AssertConserved();
            }

            return true;
        }

        MissingParts? Missing(Account account, Step step, int? seq)
        {
            var points = new Points(step.Points);
            return step.Kind switch
            {
                StepKind.Accrue => account.Accrue(new(
                    points, step.Pick % 3 == 0 ? now.AddDays(1) : null,
                    step.Days == 0 ? null : now.AddDays(1 + step.Days), Particulars.None)).Missing,
                StepKind.Redeem => account.Redeem(new(points, RewardType.Generic, Particulars.None)).Missing,
                StepKind.Hold => account.Redeem(new(points, RewardType.Generic, Particulars.None)
                {
                    Hold = new(step.Days == 0 ? null : 1 + step.Pick),
                }).Missing,
                StepKind.Commit when seq is { } hold =>
                    account.CommitHold(hold, step.Pick % 2 == 0 ? null : new(1)).Missing,
                StepKind.Rollback when seq is { } hold => account.RollbackHold(hold, Particulars.None).Missing,
                StepKind.Cancel when seq is { } made => account.Cancel(
                    made, new(step.Pick % 2 == 0 ? null : new(1), Particulars.None, IgnoresWindow: true)).Missing,
                _ => null,
            };
        }
    }
}
