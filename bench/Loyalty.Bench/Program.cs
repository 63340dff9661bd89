using Loyalty.Bench;

return args switch
{
    ["full"] => await Comparison.Run(Plan.Full),
    ["quick"] => await Comparison.Run(Plan.Quick),
    ["growth"] => await Growth.Run(Plan.Growth),
    ["seed", var connectionString, var members] => await Fill(connectionString, int.Parse(members)),
    _ => Refuse(),
};

// For a look with other tools: a database with members in it, and the key of a till.
static async Task<int> Fill(string connectionString, int members)
{
    Console.WriteLine(await Seed.Fill(connectionString, members, entriesEach: 1));
    return 0;
}

static int Refuse()
{
    Console.Error.WriteLine("usage: Loyalty.Bench full | quick | growth | seed <connection string> <members>");
    return 2;
}
