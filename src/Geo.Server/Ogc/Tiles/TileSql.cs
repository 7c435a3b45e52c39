using System.Diagnostics.CodeAnalysis;
using Geo.Server.Layers;
using Npgsql;

namespace Geo.Server.Ogc.Tiles;

/// <summary>The one SELECT behind a tile. PostGIS writes it; the envelope is transformed, never the rows.</summary>
public static class TileSql
{
    /// <summary>From this zoom on sites are drawn one by one; farther out they are counted in cells.</summary>
    public const int FirstSiteZoom = 11;

    /// <summary>Tile units beyond the edge that a tile repeats: 16 of 256 pixels, so that a symbol is whole on both sides.</summary>
    public const int BufferUnits = 256;

    private const int ExtentUnits = 4096;

    /// <summary>Cells to a side of a tile: 16 pixels each.</summary>
    private const int CellsPerSide = 16;

    // $1 layer, $2 zoom, $3 column, $4 row; facets' domains follow. Cells are cut on the tile grid, so each lies in one
    // tile; the mean place of its sites keeps the picture honest. A count stays for every combination of facets and
    // quarter that occurs, so that the map can filter exactly without asking again.
    private const string Cells = """
        with tile as (
          select st_tileenvelope($2, $3, $4) as box, st_tileenvelope($2, $3, $4, margin => 1.0 / {cells}) as wide
        ), site as (
          select st_x(f.geom_3857) as x, st_y(f.geom_3857) as y, {key} as class
          from {relation}, tile
          where f.layer_id = $1 and {valid}{near} and f.geom_3857 && tile.wide
        ), class as (
          select floor((x - st_xmin(box)) * {cells} / (st_xmax(box) - st_xmin(box))) as i,
            floor((y - st_ymin(box)) * {cells} / (st_ymax(box) - st_ymin(box))) as j,
            class, count(*) as n, sum(x) as x, sum(y) as y
          from site, tile group by 1, 2, 3
        ), cell as (
          select st_asmvtgeom(st_setsrid(st_makepoint(sum(x) / sum(n), sum(y) / sum(n)), 3857), (select box from tile), {extent}, {buffer}, true) as geom,
            sum(n)::int as point_count, string_agg(class || ':' || n, ',' order by class) as classes
          from class group by i, j
        )
        select st_asmvt(cell, $1, {extent}, 'geom'), {version} from cell where geom is not null
        """;

    private const string Features = """
        with tile as (
          select st_tileenvelope($2, $3, $4) as box, st_tileenvelope($2, $3, $4, margin => {margin}) as wide
        ), feature as (
          select f.key,
            -- What is smaller than a pixel would be dropped in silence; a point stands for it.
            coalesce(
              st_asmvtgeom(f.geom_3857, tile.box, {extent}, {buffer}, true),
              st_asmvtgeom(st_pointonsurface(f.geom_3857), tile.box, {extent}, {buffer}, true)) as geom,
            f.name, f.period, f.synthetic{facets}
          from {relation}, tile
          where f.layer_id = $1 and {valid}{near} and f.geom_3857 && tile.wide
        )
        select st_asmvt(feature, $1, {extent}, 'geom', 'key'), {version} from feature where geom is not null
        """;

    private const string Areas = """
        with tile as (
          select st_tileenvelope($2, $3, $4) as box, st_tileenvelope($2, $3, $4, margin => {margin}) as wide
        ), feature as (
          select st_asmvtgeom(s.geom, tile.box, {extent}, {buffer}, true) as geom,
            f.adcode, f.name, f.name_en as "nameEn", f.parent_adcode as "parentAdcode"
          from geo.area_shape s join geo.area f using (adcode, valid_from), tile
          where s.level = $5 and $2 between s.zoom_from and s.zoom_to and {valid} and s.geom && tile.wide
        )
        select st_asmvt(feature, $1, {extent}, 'geom'), {version} from feature where geom is not null
        """;

    // The statement sees one moment: the version that was current then is the one its rows are of.
    private const string Version = "(select data_version from geo.layer where id = $1)";

    /// <summary>What the features of a layer's tiles carry, by name, with its type in TileJSON's words.</summary>
    public static IReadOnlyDictionary<string, string> PropertiesOf(Layer layer) => layer.Role == LayerRole.Area
        ? new Dictionary<string, string> { ["adcode"] = "String", ["name"] = "String", ["nameEn"] = "String", ["parentAdcode"] = "String" }
        : new[] { ("name", "String"), ("period", "Number"), ("synthetic", "Boolean") }
            .Concat(layer.Facets.Select(facet => (facet.Field.Name, "String")))
            .Concat(layer.HasCells ? [("point_count", "Number"), ("classes", "String")] : [])
            .DistinctBy(property => property.Item1).ToDictionary(property => property.Item1, property => property.Item2);

    /// <summary>A command that selects the tile and the data version that is current.</summary>
    /// <param name="publicationId">The publication whose state is read; null reads the current state.</param>
    [SuppressMessage("Security", "CA2100", Justification = "Text is put together from constants and checked field names; values are parameters.")]
    public static NpgsqlCommand Tile(Layer layer, int zoom, int row, int column, long? publicationId)
    {
        var command = new NpgsqlCommand
        { Parameters = { new() { Value = layer.Id }, new() { Value = zoom }, new() { Value = column }, new() { Value = row } } };
        var relation = FeatureRelation.Of(layer);
        var sql = layer.Role == LayerRole.Area ? Areas : layer.HasCells && zoom < FirstSiteZoom ? Cells : Features;
        if (layer.Role == LayerRole.Area) command.Parameters.Add(new() { Value = layer.Definition.Level! });
        else if (ReferenceEquals(sql, Cells)) sql = sql.Replace("{key}", ClassKey.Sql(layer, command), StringComparison.Ordinal);
        else sql = sql.Replace("{facets}", string.Concat(layer.Facets.Select(facet => $", {relation.ValueOf(facet.Field)} as \"{facet.Field.Name}\"")), StringComparison.Ordinal);

        command.CommandText = sql
            .Replace("{valid}", LayerVersion.Predicate(publicationId, command), StringComparison.Ordinal)
            .Replace("{version}", Version, StringComparison.Ordinal)
            .Replace("{relation}", relation.Table, StringComparison.Ordinal)
            .Replace("{near}", relation.Near.Replace("{box}", "tile.wide", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("{cells}", $"{CellsPerSide}", StringComparison.Ordinal)
            .Replace("{extent}", $"{ExtentUnits}", StringComparison.Ordinal)
            .Replace("{buffer}", $"{BufferUnits}", StringComparison.Ordinal)
            .Replace("{margin}", $"{(double)BufferUnits / ExtentUnits}", StringComparison.Ordinal);
        return command;
    }
}
