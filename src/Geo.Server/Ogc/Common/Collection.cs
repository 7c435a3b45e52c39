using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Geo.Server.Layers;
using Geo.Server.Ogc.Features.Exports;
using Geo.Server.Ogc.Tiles;
using Geo.Server.Operations;

namespace Geo.Server.Ogc.Common;

/// <summary>A collection as OGC API describes it, with what the map needs to draw it in the member <c>geo</c>, which derived collections have not.</summary>
public sealed record Collection(
    string Id, string Title, string? Description, Extent? Extent, string ItemType, IReadOnlyList<string> Crs, string StorageCrs,
    string Attribution, IReadOnlyList<Link> Links, LayerDescription? Geo)
{
    public const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

    /// <exception cref="ProblemException">There is no such collection.</exception>
    public static Layer Find(LayerCatalog catalog, string id) =>
        catalog.Find(id) ?? throw ProblemException.NotFound("unknown-collection", $"There is no collection '{id}'. See /ogc/collections.");

    public static Collection Describe(HttpRequest request, Layer layer, LayerState state, string language, Representation now)
    {
        var path = $"/ogc/collections/{layer.Id}";
        string To(string relative) => Link.To(request, path + relative);
        var title = layer.Definition.Title.In(language);
        return new Collection(
            layer.Id, title, layer.Definition.Description?.In(language), Extent.Of(state, layer), "feature", ServedCrs.Uris, ServedCrs.Storage.Uri,
            "Digital Shandong · 数字山东",
            [
                .. Link.SelfAndAlternate(request, path, now),
                new(To("/items?f=json"), "items", Negotiation.GeoJson, title),
                new(To("/items?f=html"), "items", Negotiation.Html, title),
                new(To("/queryables"), "http://www.opengis.net/def/rel/ogc/1.0/queryables", Negotiation.Schema, $"{title} (queryables)"),
                new(To("/schema"), "http://www.opengis.net/def/rel/ogc/1.0/schema", Negotiation.Schema, $"{title} (schema)"),
                new(To("/export.geojson"), "enclosure", Negotiation.GeoJson, $"{title} (GeoJSON)"),
                .. TableFormat.All.Select(format => new Link(To($"/export.{format.Extension}"), "enclosure", format.MediaType, $"{title} ({format.Name})")),
                new(To("/tiles"), "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector", Negotiation.Json, $"{title} (tiles)"),
            ],
            LayerDescription.Of(layer, state));
    }
}

/// <summary>Where and when the features of a collection are.</summary>
public sealed record Extent(SpatialExtent Spatial, TemporalExtent? Temporal)
{
    public static Extent? Of(LayerState state, Layer layer) => state.Extent is not { } box ? null : new Extent(
        // An exact edge would give away the outermost site.
        new SpatialExtent([[Down(box.MinX, layer), Down(box.MinY, layer), Up(box.MaxX, layer), Up(box.MaxY, layer)]], Collection.Crs84),
        state.PeriodFrom is { } from && state.PeriodTo is { } to ? new TemporalExtent([[Beginning(from), Period.LastDay(to) + "T23:59:59Z"]]) : null);

    // The first period is all time before it too, so the extent is open there.
    private static string? Beginning(int period) => period == 1 ? null : Period.FirstDay(period) + "T00:00:00Z";

    private static double Down(double degrees, Layer layer) => Math.Floor(degrees * Scale(layer)) / Scale(layer);
    private static double Up(double degrees, Layer layer) => Math.Ceiling(degrees * Scale(layer)) / Scale(layer);
    private static double Scale(Layer layer) => layer.IsCoarse ? 1 / Positions.CellDegrees : 1e6;
}

public sealed record SpatialExtent(IReadOnlyList<IReadOnlyList<double>> Bbox, string Crs);

public sealed record TemporalExtent(IReadOnlyList<IReadOnlyList<string?>> Interval);

/// <summary>What the map needs to know of a layer: the map itself knows no layer by name.</summary>
public sealed record LayerDescription(
    string Role, string? Level, string Group, int Order, string GeometryType, IReadOnlyList<int> PlanArticles,
    Title Titles, Title? Descriptions, Title GroupTitles,
    long DataVersion, long Count, long SyntheticCount, DateTime? PublishedAt,
    IEnumerable<FieldDescription> Fields, IEnumerable<FacetDescription> Facets, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] PeriodRange? Periods,
    JsonObject? Symbol, TilesDescription Tiles, PositionNote? Positions)
{
    public static LayerDescription Of(Layer layer, LayerState state) => new(
        layer.Role.ToString().ToLowerInvariant(), layer.Definition.Level, layer.Group.Id, layer.Definition.Order, layer.Definition.GeometryType,
        layer.Definition.PlanArticles, layer.Definition.Title, layer.Definition.Description, layer.Group.Title,
        state.DataVersion, state.FeatureCount, state.SyntheticCount, state.PublishedAt,
        layer.AllFields.Select(FieldDescription.Of),
        layer.Facets.Select(facet => new FacetDescription(facet.Field.Name, facet.Radix)),
        state is { PeriodFrom: { } from, PeriodTo: { } to } ? new PeriodRange(from, to) : null,
        layer.Definition.Symbol,
        new TilesDescription($"/ogc/collections/{layer.Id}/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}",
            TileGrid.FirstUsefulZoom, TileGrid.LastZoom, layer.HasCells ? TileSql.FirstSiteZoom : 0, layer.Id),
        Layers.Positions.NoteOf(layer));
}

/// <param name="Required">True where a table that is handed in must have it; left out elsewhere.</param>
public sealed record FieldDescription(
    string Name, string Type, Title Title, string? Unit, bool? Required, IEnumerable<ValueDescription>? Domain, IEnumerable<FieldDescription>? Items)
{
    public static FieldDescription Of(Field field) => new(
        field.Name, field.Type.ToString().ToLowerInvariant(), field.Title, field.Unit, field.Required ? true : null,
        field.Domain?.Select(value => new ValueDescription(value.Value, value.Title)), field.Items?.Select(Of));
}

public sealed record ValueDescription(string Value, Title Title);

public sealed record FacetDescription(string Field, int Radix);

public sealed record PeriodRange(int From, int To);

public sealed record TilesDescription(string Template, int MinZoom, int MaxZoom, int CellsBelowZoom, [property: JsonPropertyName("mvtLayer")] string MvtLayer);
