using System.Reflection;

namespace Geo.Core.Tests;

/// <summary>Published or independently computed figures: a line naming the source, a line of column names, rows.</summary>
internal static class ReferenceTable
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new ArgumentException($"No reference table {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("# ", lines[0], StringComparison.Ordinal);
        var columns = lines[1].Split(',');
        return lines.Skip(2).Select(line => line.Split(',')).Select(cells =>
            (IReadOnlyDictionary<string, string>)columns.Zip(cells).ToDictionary(cell => cell.First, cell => cell.Second)).ToList();
    }

    public static double Number(this IReadOnlyDictionary<string, string> row, string column) => double.Parse(row[column]);
}
