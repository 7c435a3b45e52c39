using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Checking;

/// <summary>A dataset's columns and what each is for.</summary>
/// <param name="Line">The row of the sheet in which the header stands; 0 where the format has one of its own.</param>
/// <param name="Targets">As long as the columns; null where a column is for nothing known.</param>
/// <param name="Notes">What stands above the header, for the words in it.</param>
public sealed record Header(int Line, IReadOnlyList<string> Columns, IReadOnlyList<Target?> Targets, IReadOnlyList<string> Notes)
{
    /// <summary>How well the layer's columns are recognised; picks the sheet, and the row within it.</summary>
    public int Strength { get; init; }

    public int IndexOf(TargetKind kind)
    {
        for (var i = 0; i < Targets.Count; i++)
            if (Targets[i]?.Kind == kind) return i;
        return -1;
    }

    public int IndexOf(string field)
    {
        for (var i = 0; i < Targets.Count; i++)
            if (Targets[i] is { Kind: TargetKind.Field, Array: null } target && target.Field!.Name == field) return i;
        return -1;
    }

    public bool HasPosition => IndexOf(TargetKind.Pair) >= 0 || IndexOf(TargetKind.Geometry) >= 0
        || (IndexOf(TargetKind.East) >= 0 && IndexOf(TargetKind.North) >= 0);

    /// <summary>Columns named by the format itself.</summary>
    public static Header Named(IReadOnlyList<string> columns, TargetWords words) => Recognise(0, columns, words, []);

    /// <summary>The row among the first ones that names most of what the layer has; else the first that looks like a header.</summary>
    public static Header? Find(IReadOnlyList<SourceRow> first, TargetWords words)
    {
        Header? best = null;
        for (var i = 0; i < first.Count; i++)
        {
            if (LooksLikeData(first[i])) continue;
            var header = Recognise(first[i].Line, Names(first, i), words, [.. first.Take(i).SelectMany(row => row.Cells.OfType<string>())]);
            if (header.Targets.Count(target => target is not null) >= 2 && header.Strength > (best?.Strength ?? 0)) best = header;
        }
        return best;
    }

    /// <summary>Without any word known: the first row nearly as wide as the table.</summary>
    public static Header? First(IReadOnlyList<SourceRow> first, TargetWords words)
    {
        if (first.Count == 0) return null;
        var widths = first.Select(Filled).ToList();
        var usual = widths.Order().ElementAt(widths.Count / 2);
        var at = widths.FindIndex(width => width * 2 >= usual);
        return Recognise(first[at].Line, Names(first, at), words, [.. first.Take(at).SelectMany(row => row.Cells.OfType<string>())]);
    }

    // Under a header merged over two columns the row above says what the blank below means.
    private static List<string> Names(IReadOnlyList<SourceRow> rows, int at)
    {
        var names = rows[at].Cells.Select(cell => cell?.ToString() ?? "").ToList();
        for (var i = 0; at > 0 && i < names.Count; i++)
            if (names[i].Length == 0 && i < rows[at - 1].Cells.Length && Filled(rows[at - 1]) > 2) names[i] = rows[at - 1].Cells[i]?.ToString() ?? "";
        return names;
    }

    private static Header Recognise(int line, IReadOnlyList<string> columns, TargetWords words, IReadOnlyList<string> notes)
    {
        var found = columns.Select(words.Find).ToList();
        var targets = new Target?[columns.Count];
        // The surest column gets the target; of equals the first.
        foreach (var group in found.Select((match, i) => (match.Target, match.Strength, i)).Where(match => match.Target is not null).GroupBy(match => match.Target))
            if (group.Key!.Kind == TargetKind.Ignored) foreach (var ignored in group) targets[ignored.i] = group.Key;
            else targets[group.MaxBy(match => match.Strength).i] = group.Key;
        var strength = targets.Select((target, i) => target is null or { Kind: TargetKind.Ignored } ? 0 : found[i].Strength + (target.IsPosition ? 3 : 0)).Sum();
        return new Header(line, columns, targets, notes) { Strength = strength };
    }

    private static bool LooksLikeData(SourceRow row) =>
        row.Cells.Any(cell => cell is double or DateTime or bool || (cell is string text && text.Length > 0 && double.TryParse(text, out _)));

    private static int Filled(SourceRow row) => row.Cells.Count(cell => cell is not null);
}
