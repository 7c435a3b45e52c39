using System.Text.Json.Serialization;
using Geo.Server.Layers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Geo.Server.Web;

/// <summary>What a province sets for its map: review number, producer, basemaps. Section <c>Map</c> of the configuration.</summary>
public sealed record MapOptions
{
    /// <summary>审图号. Without one the map says that it is for internal use and not reviewed.</summary>
    public string? ReviewNo { get; init; }
    public string? Producer { get; init; }
    public string Usage { get; init; } = "internal";
    /// <summary>Tile basemaps under the boundaries; none by default, because intranets have none.</summary>
    public IReadOnlyList<Basemap> Basemaps { get; init; } = [];
    /// <summary>The date up to which the published data speak (ISO 8601).</summary>
    public string DataAsOf { get; init; } = "2021-12-31";
}

public sealed record Basemap(string Id, Title Titles, string Template, string Attribution, int MaxZoom);

/// <summary>What the page reads first.</summary>
public static class MapConfiguration
{
    private static readonly MapView Province = new([118.75, 36.35], 7, [114.75, 34.3, 122.75, 38.45]);

    public static void MapMapConfiguration(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/config", (HttpResponse response, IOptions<MapOptions> options) =>
            {
                response.Headers.CacheControl = "no-cache";
                var map = options.Value;
                return TypedResults.Ok(new MapSettings(new MapLaw(map.ReviewNo, map.Producer, map.Usage), map.Basemaps, Province, map.DataAsOf));
            })
            .WithName("getConfig").WithTags("Map").WithSummary("Settings of the map");
}

public sealed record MapSettings(MapLaw Map, IReadOnlyList<Basemap> Basemaps, MapView View, string DataAsOf);
/// <summary>What the map must say of itself; an unset number is said to be unset.</summary>
public sealed record MapLaw(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ReviewNo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Producer, string Usage);

/// <param name="Centre">Longitude, latitude.</param>
/// <param name="Bounds">West, south, east, north.</param>
public sealed record MapView(IReadOnlyList<double> Centre, int Zoom, IReadOnlyList<double> Bounds);
