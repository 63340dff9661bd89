using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;

namespace Loyalty.Infrastructure.Postgres;

/// <summary>
/// A statement on the hot path, prepared once on each connection. Dapper and named parameters would have the driver
/// read the statement's text anew for each use, which took longer than the server takes to run it: here "@Name" becomes
/// "$1" once, and values are sent by their static types. Preparing is a step of its own, so that a statement that fails
/// leaves its connection as it was (docs/decisions/0009, 0012, 0013).
/// </summary>
sealed partial class PreparedStatement(string sql)
{
    readonly ConcurrentDictionary<Type, Shape> shapes = new();

    /// <summary>What several callers share is not any one's to give up: there is no token.</summary>
    /// <param name="parameters">An object with a property for each parameter.</param>
    public async Task<List<T>> Query<T>(NpgsqlConnection connection, object parameters)
    {
        var shape = shapes.GetOrAdd(parameters.GetType(), type => Shape.Of(sql, type));
        await using var command = new NpgsqlCommand(shape.Text, connection);
        command.Parameters.AddRange(shape.Values(parameters));
        await command.PrepareAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var read = reader.GetRowParser<T>();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The statement with numbered parameters, and how to take their values from an object.</summary>
    sealed record Shape(string Text, Func<object, NpgsqlParameter[]> Values)
    {
        public static Shape Of(string sql, Type type)
        {
            var names = Name().Matches(sql).Select(match => match.Groups[1].Value).Distinct().ToList();
            var given = Expression.Parameter(typeof(object));
            var values = names.Select(name =>
            {
                var value = Expression.Property(Expression.Convert(given, type), name);
                var parameter = typeof(NpgsqlParameter<>).MakeGenericType(value.Type);
                return Expression.MemberInit(Expression.New(parameter),
                    Expression.Bind(parameter.GetProperty(nameof(NpgsqlParameter<>.TypedValue))!, value));
            });
            var all = Expression.NewArrayInit(typeof(NpgsqlParameter), values);
            return new(
                Name().Replace(sql, match => $"${names.IndexOf(match.Groups[1].Value) + 1}"),
                Expression.Lambda<Func<object, NpgsqlParameter[]>>(all, given).Compile());
        }
    }

    [GeneratedRegex("@([A-Za-z]+)")]
    private static partial Regex Name();
}
