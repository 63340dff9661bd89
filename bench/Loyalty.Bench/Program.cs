using Loyalty.Bench;

return args switch
{
    ["full"] => await Comparison.Run(Plan.Full),
    ["quick"] => await Comparison.Run(Plan.Quick),
    ["growth"] => await Growth.Run(Plan.Growth),
    ["seed", var connectionString, var members, var lots] =>
        await Fill(connectionString, int.Parse(members), int.Parse(lots)),
    _ => Refuse(),
};

// For a look with other tools: a database with members in it who have lots each, and the key of a till.
static async Task<int> Fill(string connectionString, int members, int lots)
{
    Console.WriteLine(await Seed.Fill(connectionString, members, entriesEach: lots));
    return 0;
}

static int Refuse()
{
    Console.Error.WriteLine(
        "usage: Loyalty.Bench full | quick | growth | seed <connection string> <members> <lots each>");
    return 2;
}
