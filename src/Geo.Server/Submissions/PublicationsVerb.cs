using System.CommandLine;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Operations;
using Npgsql;

namespace Geo.Server.Submissions;

public static class PublicationsVerb
{
    private const string List = """
        select p.id, p.data_version, p.published_at, p.kind, p.actor, p.added, p.changed, p.removed, p.source, r.id
        from geo.publication p left join geo.publication r on r.reverses = p.id
        where p.layer_id = $1 order by p.id
        """;

    public static Command Create()
    {
        var layerId = new Argument<string>("LAYER") { Description = "The layer's id" };
        var publicationId = new Argument<long>("ID") { Description = "The publication's id, from `publications list`" };
        var list = new Command("list", "What was published of a layer, by whom and when") { layerId }.Does(async (parsed, cancel) =>
        {
            var layer = Find(parsed, parsed.GetRequiredValue(layerId));
            await using var database = Connection.Owner(Connection.FromEnvironment(parsed.GetValue(Verbs.Db)));
            await using var command = database.CreateCommand(List);
            command.Parameters.Add(new() { Value = layer.Id });
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) Print(rows);
        });
        var reverse = new Command("reverse", "Take a publication back with a new one") { layerId, publicationId }.Does(async (parsed, cancel) =>
        {
            var layer = Find(parsed, parsed.GetRequiredValue(layerId));
            await using var database = Connection.Owner(Connection.FromEnvironment(parsed.GetValue(Verbs.Db)));
            await using var connection = await database.OpenConnectionAsync(cancel);
            var result = await Reversal.ReverseAsync(connection, layer, parsed.GetRequiredValue(publicationId), Environment.UserName, cancel);
            Console.WriteLine($"{layer.Id}: +{result.Added} ~{result.Changed} -{result.Removed} (version {result.DataVersion})");
        });
        return new Command("publications", "The history of a layer, and taking a publication back") { list, reverse };
    }

    private static Layer Find(ParseResult parsed, string id) =>
        LayerCatalog.Load(LayerCatalog.FindFolder(parsed.GetValue(Verbs.Data))).Find(id)
        ?? throw new PublicationException("unknown-layer", $"There is no layer '{id}' in gis-data/layers.");

    private static void Print(NpgsqlDataReader row) => Console.WriteLine(
        $"{row.GetInt64(0),6}  v{row.GetInt64(1),-5} {row.GetDateTime(2):yyyy-MM-dd HH:mm}  {row.GetString(3),-11} {row.GetString(4),-12} "
        + $"+{row.GetInt64(5)} ~{row.GetInt64(6)} -{row.GetInt64(7)}  {row.GetString(8)}{(row.IsDBNull(9) ? "" : $"  (taken back by {row.GetInt64(9)})")}");
}
