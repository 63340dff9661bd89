using Loyalty.Application;
using Loyalty.Application.Ports;

namespace Loyalty.Api.Calls;

/// <summary>
/// How many calls of a kind that takes long may be under way: few of one operator's, so that none keeps all others out.
/// </summary>
/// <param name="ofKey">At one time, for each key.</param>
/// <param name="ofOperator">At one time, for each operator.</param>
/// <param name="ofAll">At one time, in all.</param>
/// <param name="refusal">What is logged when there is no place left.</param>
sealed class Places(int ofKey, int ofOperator, int ofAll, string refusal)
{
    readonly Lock door = new();
    readonly List<(string Operator, string Line)> taken = [];

    /// <summary>A place until it is disposed of.</summary>
    /// <exception cref="StoreUnavailableException">There is none left.</exception>
    public IDisposable Take(Caller caller)
    {
        var who = (Operator: caller.Operator ?? "", caller.Line);
        lock (door)
        {
            if (taken.Count >= ofAll || taken.Count(other => other.Operator == who.Operator) >= ofOperator
                || taken.Count(other => other == who) >= ofKey)
            {
                throw new StoreUnavailableException(refusal);
            }

            taken.Add(who);
        }

        return new Place(this, who);
    }

    void Leave((string Operator, string Line) who)
    {
        lock (door)
        {
            taken.Remove(who);
        }
    }

    sealed class Place(Places places, (string Operator, string Line) who) : IDisposable
    {
        bool isLeft;

        public void Dispose()
        {
            if (!isLeft)
            {
                isLeft = true;
                places.Leave(who);
            }
        }
    }
}
