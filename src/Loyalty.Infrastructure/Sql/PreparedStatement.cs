using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;

namespace Loyalty.Infrastructure.Sql;

/// <summary>
/// A statement on the hot path, prepared once on each connection and kept with it. Dapper and named parameters would have
/// the driver read the statement's text anew for each use, which took longer than the server takes to run it: here
/// "@Name" becomes "$1" once, and values are sent by their static types. Preparing is a step of its own, so that a
/// statement that fails leaves its connection as it was (docs/decisions/0009, 0012, 0013).
/// </summary>
/// <remarks>
/// A statement for several callers takes lists, each of which is taken apart by "unnest(@Name) as name" in a select list.
/// When all of them have one element, a form of the statement with plain values is used: it starts faster, and a caller
/// who is alone waits for nothing else (docs/performance.md).
/// </remarks>
sealed partial class PreparedStatement(string sql)
{
    readonly ConcurrentDictionary<Type, (Form ForLists, Form ForOne)> forms = new();

    /// <summary>What several callers share is not any one's to give up: there is no token.</summary>
    /// <param name="parameters">An object with a property for each parameter.</param>
    public async Task<List<T>> Query<T>(NpgsqlConnection connection, object parameters)
    {
        var (forLists, forOne) = forms.GetOrAdd(
            parameters.GetType(), type => (new(sql, type, isForOne: false), new(sql, type, isForOne: true)));
        var command = await (forOne.Fits(parameters) ? forOne : forLists).Command(connection, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var read = reader.GetRowParser<T>();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The text of a form as it is sent.</summary>
    internal static string Sent(string sql, bool isForOne)
    {
        var names = Names(sql);
        return Name().Replace(
            isForOne ? List().Replace(sql, "@$1") : sql, match => $"${names.IndexOf(match.Groups[1].Value) + 1}");
    }

    static List<string> Names(string sql) => [.. Name().Matches(sql).Select(match => match.Groups[1].Value).Distinct()];

    /// <summary>The statement as it is sent, and how to give it its values.</summary>
    sealed class Form
    {
        /// <summary>A connection on which anything failed is not used again, nor are its commands.</summary>
        readonly ConditionalWeakTable<NpgsqlConnection, NpgsqlCommand> commands = [];

        readonly string text;
        readonly List<Type> parameterTypes = [];
        readonly Action<NpgsqlParameterCollection, object> assign;

        /// <summary>True when each list has one element; false for a form that has no lists to look at.</summary>
        public Func<object, bool> Fits { get; }

        /// <param name="type">Of the object with the parameters' values.</param>
        /// <param name="isForOne">Whether lists are replaced by their only elements.</param>
        public Form(string sql, Type type, bool isForOne)
        {
            var names = Names(sql);
            var lists = isForOne ? List().Matches(sql).Select(match => match.Groups[1].Value).ToHashSet() : [];
            text = Sent(sql, isForOne);

            var given = Expression.Parameter(typeof(object));
            var target = Expression.Parameter(typeof(NpgsqlParameterCollection));
            var item = typeof(NpgsqlParameterCollection).GetProperty("Item", [typeof(int)])!;
            var assignments = names.Select((name, place) =>
            {
                var value = lists.Contains(name) ? Expression.ArrayIndex(Given(name), Expression.Constant(0)) : Given(name);
                parameterTypes.Add(typeof(NpgsqlParameter<>).MakeGenericType(value.Type));
                var parameter = Expression.Convert(
                    Expression.MakeIndex(target, item, [Expression.Constant(place)]), parameterTypes[^1]);
                return Expression.Assign(
                    Expression.Property(parameter, nameof(NpgsqlParameter<>.TypedValue)), value);
            }).ToList();
            assign = Expression.Lambda<Action<NpgsqlParameterCollection, object>>(
                Expression.Block(assignments), target, given).Compile();

            var fits = lists.Select(name => Expression.Equal(Expression.ArrayLength(Given(name)), Expression.Constant(1)))
                .DefaultIfEmpty<Expression>(Expression.Constant(false)).Aggregate(Expression.AndAlso);
            Fits = Expression.Lambda<Func<object, bool>>(fits, given).Compile();

            Expression Given(string name) => Expression.Property(Expression.Convert(given, type), name);
        }

        public async ValueTask<NpgsqlCommand> Command(NpgsqlConnection connection, object values)
        {
            if (commands.TryGetValue(connection, out var known))
            {
                assign(known.Parameters, values);
                return known;
            }

            var command = new NpgsqlCommand(text, connection);
            command.Parameters.AddRange(
                parameterTypes.ConvertAll(type => (NpgsqlParameter)Activator.CreateInstance(type)!).ToArray());
            assign(command.Parameters, values);
            await command.PrepareAsync();
            commands.Add(connection, command);
            return command;
        }
    }

    [GeneratedRegex("@([A-Za-z]+)")]
    private static partial Regex Name();

    [GeneratedRegex("(?<!from )unnest\\(@([A-Za-z]+)\\)")]
    private static partial Regex List();
}
