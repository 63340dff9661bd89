using System.Data;
using Dapper;

namespace Loyalty.Infrastructure.Postgres;

/// <summary>
/// Parameters of a statement that is prepared once on each connection: planning the account store's statements takes
/// longer than running them. Preparing is a step of its own, so that a statement that fails leaves its connection as it
/// was (docs/decisions/0009).
/// </summary>
sealed class Prepared(object parameters) : SqlMapper.IDynamicParameters
{
    readonly DynamicParameters named = new(parameters);

    public void AddParameters(IDbCommand command, SqlMapper.Identity identity)
    {
        ((SqlMapper.IDynamicParameters)named).AddParameters(command, identity);
        command.Prepare();
    }
}
