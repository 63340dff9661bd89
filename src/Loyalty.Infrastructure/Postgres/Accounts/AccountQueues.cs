using Loyalty.Domain.Accounts;

namespace Loyalty.Infrastructure.Postgres.Accounts;

/// <summary>
/// A queue for each account that has work, with at most one commit in flight: what waits meanwhile is decided in order
/// and goes into the next commit together. Optimistic retries alone needed up to 13 attempts each with 64 callers.
/// </summary>
sealed class AccountQueues(AccountChain chain)
{
    /// <summary>How many callers' decisions one commit carries at most.</summary>
    const int MaxChain = 100;

    readonly Lock door = new();
    readonly Dictionary<AccountId, Queue<Work>> waiting = [];

    /// <summary>Takes work whose account is loaded; a reference that names none is answered at once.</summary>
    public void Enqueue(Work work)
    {
        if (work.Loaded!.Decline is { } decline)
        {
            work.Decline(decline);
            work.Complete();
            return;
        }

        var account = work.Loaded.Account!.Id;
        lock (door)
        {
            if (waiting.TryGetValue(account, out var queue))
            {
                queue.Enqueue(work);
                return;
            }

            waiting[account] = new([work]);
        }

        _ = Drain(account);
    }

    async Task Drain(AccountId account)
    {
        while (Next(account) is { } works)
        {
            foreach (var moved in await chain.Process(account, works))
            {
                Enqueue(moved);
            }
        }
    }

    List<Work>? Next(AccountId account)
    {
        lock (door)
        {
            var queue = waiting[account];
            if (queue.Count == 0)
            {
                waiting.Remove(account);
                return null;
            }

            var works = new List<Work>();
            while (works.Count < MaxChain && queue.TryDequeue(out var work))
            {
                works.Add(work);
            }

            return works;
        }
    }
}
