using System.Text.Json.Nodes;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Features;
using Geo.Server.Operations;
using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Features;

/// <summary>A published feature as it is now, and whether the session's actor may write it where it lies.</summary>
/// <param name="Began">The publication since which it is so.</param>
internal sealed record StoredFeature(long Key, long Began, string Code, bool Synthetic, string CityAdcode, string CountyAdcode, Geometry Geometry, bool MayWrite)
{
    // Positions have seven decimals of a degree; nearer than half of the last, in both, is the same place read and sent back.
    private const double SamePlaceDegrees = 0.75e-7;

    private const string Select = """
        select f.key, f.valid_from, f.code, f.synthetic, f.city_adcode, f.county_adcode, f.geom, geo.may_write(f.city_adcode, f.county_adcode)
        from {relation} f where f.layer_id = $1 and f.key = $2 and f.valid_to is null
        """;

    /// <exception cref="ProblemException">The collection has no such feature.</exception>
    public static async Task<StoredFeature> FindAsync(DatabaseSession session, Layer layer, string featureId, CancellationToken cancel)
    {
        if (long.TryParse(featureId, out var key))
        {
            await using var command = session.Command(Select.For(layer), layer.Id, key);
            await using var row = await command.ExecuteReaderAsync(cancel);
            if (await row.ReadAsync(cancel))
                return new StoredFeature(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetBoolean(3), row.GetString(4), row.GetString(5), row.GetFieldValue<Geometry>(6), row.GetBoolean(7));
        }
        throw ProblemException.NotFound("unknown-feature", $"The collection {layer.Id} has no feature '{featureId}'.");
    }

    /// <summary>The area of an actor that it lies in: the county, the city, or all of the province.</summary>
    public string AreaOf(Actor actor) => actor.Areas.Contains(CountyAdcode) ? CountyAdcode : actor.Areas.Contains(CityAdcode) ? CityAdcode : Comparison.Province;

    /// <summary>Exactly, whoever asks, as GeoJSON in a coordinate system: what a patch is applied to.</summary>
    public async Task<JsonObject> ReadAsync(DatabaseSession session, HttpContext context, Layer layer, ServedCrs crs, CancellationToken cancel) =>
        (JsonObject)JsonNode.Parse((await ReadAsync(session, context, layer.SeenFrom(layer.ExactFrom, isCoarse: false), $"{Key}", crs, cancel)).Json.Span)!;

    /// <summary>A feature as it is in this transaction.</summary>
    public static async Task<OneFeature> ReadAsync(DatabaseSession session, HttpContext context, Layer layer, string key, ServedCrs crs, CancellationToken cancel)
    {
        await using var command = FeatureSql.Item(layer, key, publicationId: null, figuresAt: [])!;
        command.Connection = session.Connection;
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return OneFeature.Read(context, layer, key, crs, row);
    }

    /// <summary>What was handed in, as the next state of this one: what nobody meant to change stays to the last digit and turn.</summary>
    public SubmittedFeature Becomes(CheckedFeature given) => given.Feature with
    {
        Synthetic = Synthetic,
        Geometry = given.KeepsPlace || given.Feature.Geometry.Normalized().EqualsExact(Geometry.Normalized(), SamePlaceDegrees) ? Geometry : given.Feature.Geometry,
    };
}
