using Loyalty.Application.Accounts;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Members;
using Loyalty.Domain.Programs;
using Microsoft.Extensions.Time.Testing;

namespace Loyalty.Application.Tests;

/// <summary>What tests of use cases start from: ports that are substituted, and accounts in memory.</summary>
static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public static readonly FakeTimeProvider Clock = new(Noon);

    public static readonly LoyaltyProgram Program = new()
    {
        Number = 1,
        OperatorNumber = 1,
        Operator = "op",
        Code = "demo",
        TimeZone = "UTC",
        Language = "en",
        Version = 1,
        PointsCurrencies = [new(1, "points", "Points", 2, true)],
        CustomFields = ["user_id"],
    };

    public static readonly MemberInput Ann = new() { Email = "Ann@Example.com" };

    public static readonly AccountInput AnnsAccount = new("demo", Ann, null);

    public static readonly PageRequest FirstPage = new(50, null, "list");

    public static Account Account(decimal points = 0)
    {
        var account = new Account(new AccountState { Id = new(256), Currency = Program.DefaultCurrency });
        if (points > 0)
        {
            account.At(On).Accrue(new(new(points), null, null, Particulars.None));
        }

        return account;
    }

    /// <summary>The account on an occasion, as the store moves it there before a decision.</summary>
    public static Account At(this Account account, Occasion on)
    {
        Assert.That(account.MoveTo(on), Is.Null);
        return account;
    }

    public static Occasion On => At(Noon);

    public static Occasion At(DateTimeOffset time) => new(Program, time, "till", [1]);

    /// <summary>Accounts whose decisions of that kind are run on this one.</summary>
    public static IAccounts Accounts<T>(Account account, Action<AccountReference>? asked = null)
    {
        var accounts = Substitute.For<IAccounts>();
        accounts.Decide<T>(default!, default!, default!, default).ReturnsForAnyArgs(call => Run(call, account));
        accounts.AskOnce<T>(default!, default!, default!, default).ReturnsForAnyArgs(call => Run(call, account.Fork()));
        accounts.Ask<T>(default!, default!, default).ReturnsForAnyArgs(call => Run(call, account.Fork()));
        return accounts;

        Result<T> Run(NSubstitute.Core.CallInfo call, Account at)
        {
            asked?.Invoke(call.Arg<AccountReference>());
            at.MoveTo(On);
            return call.Arg<Func<Account, Decision<T>>>()(at).Result;
        }
    }

    /// <summary>A unit of work that does its work and nothing else.</summary>
    public static IUnitOfWork Work<T>()
    {
        var work = Substitute.For<IUnitOfWork>();
        work.Run(Arg.Any<Func<Task<Result<T>>>>(), Arg.Any<CancellationToken>())
            .Returns(call => call.Arg<Func<Task<Result<T>>>>()());
        return work;
    }

    /// <summary>Outcomes of requests that all come for the first time.</summary>
    public static IRecordedOutcomes Outcomes<T>()
    {
        var outcomes = Substitute.For<IRecordedOutcomes>();
        outcomes.Once(Arg.Any<IIdempotent>(), Arg.Any<Func<Task<Result<T>>>>(), Arg.Any<CancellationToken>())
            .Returns(call => call.Arg<Func<Task<Result<T>>>>()());
        return outcomes;
    }

    public static IPrograms Programs()
    {
        var programs = Substitute.For<IPrograms>();
        programs.Find("demo", Arg.Any<CancellationToken>()).Returns(Program);
        return programs;
    }

    public static Member Member(string status = MemberStatus.Active) => new()
    {
        Id = new(1001),
        Identifiers = [new("email", "ann@example.com")],
        Programs = [1],
        Profile = new() { Name = "Ann" },
        Status = status,
    };

    public static MemberView View(Member member) => new MemberView
    {
        MemberId = member.Id.ToString(),
        Number = member.Id.Number,
        Identifiers = IdentifiersView.Of(member.Identifiers),
        Status = member.Status,
        EnrolledAt = Noon,
        Totals = new(Points.Zero, Points.Zero, Points.Zero),
    }.With(member.Profile);

    /// <summary>Members of whom those are known; what is saved is what is shown.</summary>
    public static IMembers Members(params Member[] known)
    {
        var members = Substitute.For<IMembers>();
        Member? saved = known.FirstOrDefault();
        members.Known(default!, default!, default).ReturnsForAnyArgs(known);
        members.Lock(default!, default!, default).ReturnsForAnyArgs(known.FirstOrDefault());
        members.ProgramsOf(default!, default).ReturnsForAnyArgs([]);
        members.Enrol(default, default!, default, default).ReturnsForAnyArgs(true);
        members.Add(default!, default, default).ReturnsForAnyArgs(call => new MemberId(call.Arg<int?>() ?? 77));
        members.Save(Arg.Do<Member>(member => saved = member), Arg.Any<CancellationToken>()).Returns((string?)null);
        members.View(default!, default!, default).ReturnsForAnyArgs(_ => saved is null ? null : View(saved));
        return members;
    }

    public static MemberRights Rights(
        IMembers members, IReadOnlyList<string>? programs = null, params string[] scopes) =>
        new(members, Request("op", programs, scopes));

    public static RequestContext Request(
        string? @operator = null, IReadOnlyList<string>? programs = null, params string[] scopes) =>
        new(new("key", @operator, programs, scopes.Length == 0 ? Scope.All : scopes));
}
