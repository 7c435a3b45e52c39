using System.Text.Json.Serialization;
using Geo.Server.Layers;

namespace Geo.Server.Ogc.Tiles;

/// <summary>A tileset as TileJSON 3.0, which map libraries read directly.</summary>
public sealed record TileJson(
    string Tilejson, string Name, IReadOnlyList<string> Tiles, int Minzoom, int Maxzoom, IReadOnlyList<double> Bounds,
    [property: JsonPropertyName("vector_layers")] IReadOnlyList<VectorLayer> VectorLayers)
{
    public const string MediaType = "application/vnd.mapbox.tile+json";

    public static TileJson Of(string title, string template, IReadOnlyList<Layer> layers, string language) => new(
        "3.0.0", title,
        [template.Replace("{tileMatrix}", "{z}", StringComparison.Ordinal).Replace("{tileRow}", "{y}", StringComparison.Ordinal).Replace("{tileCol}", "{x}", StringComparison.Ordinal)],
        0, TileGrid.LastZoom, [TileGrid.Served.MinX, TileGrid.Served.MinY, TileGrid.Served.MaxX, TileGrid.Served.MaxY],
        [.. layers.Select(layer => new VectorLayer(layer.Id, layer.Definition.Title.In(language), TileSql.PropertiesOf(layer)))]);
}

public sealed record VectorLayer(string Id, string Description, IReadOnlyDictionary<string, string> Fields);
