using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;

namespace Loyalty.Infrastructure.Sql;

/// <summary>
/// A statement on the hot path, prepared once on each connection and kept with it. Dapper and named parameters would
/// have the driver read the statement's text anew for each use, which took longer than the server takes to run it.
/// Preparing is a step of its own, so that a statement that fails leaves its connection as it was (docs/decisions/0009,
/// 0012, 0013).
/// </summary>
/// <remarks>
/// A statement for several callers takes lists. When all of them have one element, a form of the statement with plain
/// values is used: it starts faster, and a caller who is alone waits for nothing else (docs/performance.md).
/// </remarks>
sealed class PreparedStatement<TArguments>(SqlText<TArguments> text)
{
    readonly Form forLists = new(text, isForOne: false);
    readonly Form forOne = new(text, isForOne: true);

    /// <summary>What several callers share is not any one's to give up: there is no token.</summary>
    /// <param name="read">Reads a row.</param>
    public async Task<List<T>> Query<T>(
        NpgsqlConnection connection, TArguments arguments, Func<DbDataReader, T> read) =>
        await Query(connection, arguments, _ => read);

    /// <summary>The same; rows are read by their columns' names.</summary>
    public Task<List<T>> Query<T>(NpgsqlConnection connection, TArguments arguments) =>
        Query(connection, arguments, reader => reader.GetRowParser<T>());

    /// <summary>The command as it is prepared on that connection.</summary>
    internal ValueTask<NpgsqlCommand> Command(NpgsqlConnection connection, TArguments arguments) =>
        (forOne.Fits(arguments) ? forOne : forLists).Command(connection, arguments);

    async Task<List<T>> Query<T>(
        NpgsqlConnection connection, TArguments arguments, Func<DbDataReader, Func<DbDataReader, T>> parser)
    {
        var command = await Command(connection, arguments);
        await using var reader = await command.ExecuteReaderAsync();
        var read = parser(reader);
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The statement as it is sent, and how to give it its values.</summary>
    sealed class Form
    {
        /// <summary>A connection on which anything failed is not used again, nor are its commands.</summary>
        readonly ConditionalWeakTable<NpgsqlConnection, NpgsqlCommand> commands = [];

        readonly string sql;
        readonly bool isForOne;
        readonly IReadOnlyList<SqlParameter<TArguments>> parameters;
        readonly bool hasLists;

        public Form(SqlText<TArguments> text, bool isForOne)
        {
            this.isForOne = isForOne;
            (sql, parameters) = text.Render(isForOne);
            hasLists = parameters.Any(parameter => parameter.IsList);
        }

        /// <summary>True when each list has one element; false for a statement that has no lists to look at.</summary>
        public bool Fits(TArguments arguments) =>
            hasLists && parameters.All(parameter => !parameter.IsList || parameter.IsListOfOne(arguments));

        public async ValueTask<NpgsqlCommand> Command(NpgsqlConnection connection, TArguments arguments)
        {
            if (commands.TryGetValue(connection, out var known))
            {
                Assign(known, arguments);
                return known;
            }

            var command = new NpgsqlCommand(sql, connection);
            foreach (var parameter in parameters)
            {
                command.Parameters.Add(parameter.Make(isForOne));
            }

            Assign(command, arguments);
            await command.PrepareAsync();
            commands.Add(connection, command);
            return command;
        }

        void Assign(NpgsqlCommand command, TArguments arguments)
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].Set(command.Parameters[i], arguments, isForOne);
            }
        }
    }
}
