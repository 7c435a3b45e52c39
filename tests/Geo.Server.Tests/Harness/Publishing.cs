using Geo.Server.Submissions;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests.Harness;

/// <summary>Features as a city would hand them in, and their way through submission and publication.</summary>
public static class Publishing
{
    /// <summary>Inside 历下区 (370102) of 济南市.</summary>
    public static readonly Coordinate Lixia = new(117.074, 36.651);

    /// <summary>Inside 市南区 (370202) of 青岛市.</summary>
    public static readonly Coordinate Shinan = new(120.387, 36.065);

    public static SubmittedFeature Site(string code, Coordinate place, string? name = null) =>
        new(code, name ?? code, "in-service", null, false, null, null, "{}", new Point(place.Copy()));

    public static SubmittedFeature Site(string code, double longitude, double latitude) => Site(code, new Coordinate(longitude, latitude));

    /// <summary>A square zone around a place.</summary>
    public static SubmittedFeature Zone(string code, Coordinate centre, double sideDegrees)
    {
        var box = new Envelope(centre);
        box.ExpandBy(sideDegrees / 2);
        return Site(code, centre) with { Geometry = GeometryFactory.Default.ToGeometry(box) };
    }

    public static SubmittedFeature Since(this SubmittedFeature feature, string day) => feature with { InServiceDate = DateOnly.Parse(day) };

    public static SubmittedFeature With(this SubmittedFeature feature, string attributesJson) => feature with { AttributesJson = attributesJson };

    public static async Task<PublicationResult> PublishAsync(
        this TestDatabase database, string layerId, IEnumerable<SubmittedFeature> features, PublicationScope? scope = null)
    {
        var (layer, cancel) = (database.Catalog.Find(layerId)!, TestContext.Current.CancellationToken);
        await using var connection = await database.Owner.OpenConnectionAsync(cancel);
        var submission = await Submission.CreateAsync(connection, layer, "test", "a file", features, scope ?? new PublicationScope(), cancel);
        return await Publication.PublishAsync(connection, layer, submission, cancel);
    }

    public static async Task<PublicationResult> ReverseAsync(this TestDatabase database, string layerId, long publicationId)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var connection = await database.Owner.OpenConnectionAsync(cancel);
        return await Reversal.ReverseAsync(connection, database.Catalog.Find(layerId)!, publicationId, "test", cancel);
    }
}
