using Geo.Server.Layers;

namespace Geo.Server.Submissions.Checking;

/// <summary>Where a header has what a feature is made of; found once for all rows.</summary>
public sealed class FeatureColumns
{
    public FeatureColumns(Header header, Layer layer)
    {
        (Name, Status, InServiceDate) = (header.IndexOf("name"), header.IndexOf("status"), header.IndexOf("inServiceDate"));
        (Source, PositionalQuality) = (header.IndexOf("source"), header.IndexOf("positionalQuality"));
        Attributes = [.. header.Targets.Select((target, i) => (target?.Field, i))
            .Where(column => header.Targets[column.i] is { Kind: TargetKind.Field, Array: null } && (column.Field!.Name == "kind" || !layer.IsColumn(column.Field)))
            .Select(column => (column.Field!.Name, column.i))];
        Arrays = [.. header.Targets.Select(target => target?.Array).OfType<Field>().Distinct()
            .Select(array => (array.Name, (IReadOnlyList<(Field, int)>)[.. array.Items!.Select(item => (item, ColumnOf(header, array, item)))]))];
    }

    public int Name { get; }
    public int Status { get; }
    public int InServiceDate { get; }
    public int Source { get; }
    public int PositionalQuality { get; }

    /// <summary>Attributes of the feature and their columns; what is a column of the database is not among them.</summary>
    public IReadOnlyList<(string Name, int Column)> Attributes { get; }

    /// <summary>Arrays of the feature, each with its elements' fields and their columns; -1 where a field has none.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<(Field Item, int Column)> Items)> Arrays { get; }

    private static int ColumnOf(Header header, Field array, Field item)
    {
        for (var i = 0; i < header.Targets.Count; i++)
            if (header.Targets[i] is { Array: { } of } target && of == array && target.Field == item) return i;
        // What the site's column says of each row, its element says too: the band of a sector stands under the site's header.
        return item.Name is "code" or "name" or "status" ? -1 : header.IndexOf(item.Name);
    }
}
