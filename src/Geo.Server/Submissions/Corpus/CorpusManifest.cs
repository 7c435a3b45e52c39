using System.Globalization;
using System.Text.RegularExpressions;
using Sylvan.Data.Csv;

namespace Geo.Server.Submissions.Corpus;

/// <summary>What one file of a corpus must give.</summary>
/// <param name="Level">parse, read or rules: how far the file is checked.</param>
/// <param name="Expect">accept, reject or accept_or_reject; either, too, where the manifest's notes leave it open.</param>
/// <param name="Features">How many features are accepted; one number for each of several datasets.</param>
/// <param name="Codes">Of these at least one is found; empty where none is asked for.</param>
/// <param name="Layer">A layer, or point, line or polygon for any layer of that type.</param>
public sealed partial record CorpusFile(string File, string Level, string Expect, string Features, IReadOnlyList<string> Codes, string Layer, string City)
{
    public static IReadOnlyList<CorpusFile> ReadManifest(string folder)
    {
        using var csv = CsvDataReader.Create(Path.Combine(folder, "manifest.csv"));
        var files = new List<CorpusFile>();
        while (csv.Read())
            files.Add(new CorpusFile(Text("file"), Text("level"), Text("notes").Contains("either read or", StringComparison.Ordinal) ? "accept_or_reject" : Text("expect"), Text("features"), CodesOf(Text("code")), Text("layer"), Text("claimed_city")));
        return files;

        string Text(string column) => csv.GetString(csv.GetOrdinal(column));
    }

    public bool IsCount(long accepted)
    {
        if (Features.Length == 0) return true;
        var counts = Features.Split('+').Select(count => decimal.Parse(count, CultureInfo.InvariantCulture)).ToList();
        return counts.Contains(accepted) || counts.Sum() == accepted;
    }

    // A code with a question mark, or under a condition in words, is not asked for.
    private static IReadOnlyList<string> CodesOf(string text) =>
        text.Contains('?') || text.Contains("only when", StringComparison.Ordinal) ? [] : [.. Code().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\b[FHRCGBUDS]\d{3}\b")] private static partial Regex Code();
}
