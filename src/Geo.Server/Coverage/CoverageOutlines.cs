using System.Text.Json;
using Geo.Core.Coverage;
using Geo.Core.Crs;

namespace Geo.Server.Coverage;

/// <summary>
/// The coverage of a layer as outlines, one feature a class of the legend, generalised by zoom: at most zooms a
/// block of cells belongs to the class that its cells have on average, when at least half of it is covered.
/// </summary>
internal static class CoverageOutlines
{
    public static byte[] Write(CoverageVersion version, int zoom, IReadOnlyDictionary<int, Overview> overviews)
    {
        var (grid, model) = (version.Model.Grid, version.Model);
        var level = Math.Max(Overview.FirstKept, new PlanePicture(model, "level", zoom).Level);
        var side = CoverageGrid.TileSize >> level;
        int columns = grid.TileColumns * side, rows = grid.TileRows * side;
        var classes = new byte[rows * columns];
        foreach (var (tile, overview) in overviews)
            for (var i = 0; i < side * side; i++)
            {
                var block = overview.At(level, i / side, i % side);
                // Below the threshold the share is that of weaker classes: no coverage.
                if (block.LevelShare < 128 || block.LevelCode < model.CoveredCode) continue;
                classes[(tile / grid.TileColumns * side + i / side) * columns + tile % grid.TileColumns * side + i % side] = (byte)(1 + LegendClass(model, block.LevelCode));
            }
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            var returned = 0;
            for (var i = 0; i < model.Rule.Legend.Count; i++)
            {
                var outlines = MaskOutlines.Trace(classes, columns, (byte)(i + 1));
                if (outlines.Count == 0) continue;
                returned++;
                WriteFeature(json, version, (i, zoom), outlines, (grid.CellM * (1 << level), grid));
            }
            json.WriteEndArray();
            json.WriteNumber("numberReturned", returned);
            json.WriteNumber("numberMatched", returned);
            json.WriteString("timeStamp", version.PublishedAt);
            json.WriteEndObject();
        }
        return output.ToArray();
    }

    private static void WriteFeature(Utf8JsonWriter json, CoverageVersion version, (int Number, int Zoom) of, IReadOnlyList<MaskOutline> outlines, (double BlockM, CoverageGrid Grid) on)
    {
        var kind = version.Model.Rule.Legend[of.Number];
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteNumber("id", of.Number + 1);
        json.WriteStartObject("properties");
        json.WriteString("layer", version.LayerId);
        json.WriteString("titleZh", kind.Title.Zh);
        json.WriteString("titleEn", kind.Title.En);
        json.WriteString("colour", kind.Colour);
        if (kind.FromDbm is { } dbm) json.WriteNumber("fromDbm", dbm);
        if (kind.WithinM is { } metres) json.WriteNumber("withinM", metres);
        if (kind.WithinMs is { } milliseconds) json.WriteNumber("withinMs", milliseconds);
        json.WriteNumber("zoom", of.Zoom);
        json.WriteNumber("dataVersion", version.Number);
        json.WriteEndObject();
        json.WriteStartObject("geometry");
        json.WriteString("type", "MultiPolygon");
        json.WriteStartArray("coordinates");
        foreach (var outline in outlines)
        {
            json.WriteStartArray();
            WriteRing(json, outline.Shell, on);
            foreach (var hole in outline.Holes) WriteRing(json, hole, on);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRing(Utf8JsonWriter json, IReadOnlyList<(int Row, int Column)> ring, (double BlockM, CoverageGrid Grid) on)
    {
        json.WriteStartArray();
        for (var i = 0; i <= ring.Count; i++)
        {
            var (row, column) = ring[i % ring.Count];
            var at = Albers.Shandong.Inverse(new(on.Grid.WestM + column * on.BlockM, on.Grid.NorthM - row * on.BlockM));
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(at.LonDeg, 6));
            json.WriteNumberValue(Math.Round(at.LatDeg, 6));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static int LegendClass(CoverageModel model, byte code)
    {
        for (var i = 0; i < model.LegendCodes.Count; i++)
            if (code >= model.LegendCodes[i]) return i;
        return model.LegendCodes.Count - 1;
    }
}
