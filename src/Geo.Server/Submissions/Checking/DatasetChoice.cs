using Geo.Server.Submissions.Formats;
using Geo.Server.Submissions.Templates;

namespace Geo.Server.Submissions.Checking;

/// <summary>Which sheet or layer of a file is meant: the one named, else the one that has most of what the layer asks for.</summary>
public sealed class DatasetChoice(TargetWords words, CheckRequest request, Findings findings)
{
    /// <summary>The dataset, its header, and what the file's other sheets say in their first rows.</summary>
    public sealed record Choice(SourceDataset Dataset, Header Header, IReadOnlyList<string> Notes);

    /// <exception cref="FileFaultException">There is no such dataset, or none has data.</exception>
    public Choice Choose(IReadOnlyList<SourceDataset> datasets)
    {
        if (request.Settings.Dataset is { } name)
        {
            var given = datasets.FirstOrDefault(dataset => dataset.Name == name)
                ?? throw new FileFaultException(Rules.NoFeatures, $"没有图层或工作表 {name}", $"there is no layer or sheet '{name}'");
            return First(given) is { Count: > 0 } rows ? ChoiceOf(given, rows, HeaderOf(given, rows), []) : throw NoRows();
        }
        if (Template.IsOne([.. datasets.Select(dataset => dataset.Name)])) datasets = [.. datasets.Where(dataset => dataset.Name != Template.NotesSheet)];
        var filled = datasets.Select(dataset => (Dataset: dataset, First: First(dataset))).Where(dataset => dataset.First.Count > 0).ToList();
        if (filled.Count == 0) throw NoRows();
        if (filled.Count > 1)
        {
            var names = string.Join("、", filled.Select(dataset => dataset.Dataset.Name));
            findings.Add(Rules.SeveralDatasets, value: names, detail: new(names, names));
        }
        var candidates = filled.Select(dataset => (dataset.Dataset, dataset.First, Header: HeaderOf(dataset.Dataset, dataset.First))).ToList();
        var best = candidates.OrderByDescending(candidate => candidate.Header?.Strength ?? -1).First();
        var notes = candidates.Where(candidate => candidate.Dataset != best.Dataset && candidate.Dataset.Columns is null)
            .SelectMany(candidate => candidate.First.SelectMany(row => row.Cells.OfType<string>())).ToList();
        return ChoiceOf(best.Dataset, best.First, best.Header, notes);
    }

    // A table without a word that is known is refused, and shown all the same: a person may say what its columns are.
    private Choice ChoiceOf(SourceDataset dataset, List<SourceRow> first, Header? header, IReadOnlyList<string> notes)
    {
        if (header is not null) return new Choice(dataset, header, notes);
        findings.Add(NoHeader());
        return new Choice(dataset, Header.First([.. first.Where(row => !row.IsBlank)], words) ?? throw NoHeader(), notes);
    }

    private Header? HeaderOf(SourceDataset dataset, List<SourceRow> first)
    {
        if (dataset.Columns is { } columns) return Header.Named(columns, words);
        // To whoever only counts, a sheet's first line is its header and a lone row is data, as a lone line of CSV is a header.
        if (request.Depth == CheckDepth.Table && !dataset.HasFixedWidth) return new Header(first.Count == 1 ? 0 : 1, [], [], []);
        first = [.. first.Where(row => !row.IsBlank)];
        return Header.Find(first, words) ?? (request.Depth == CheckDepth.Rules ? null : Header.First(first, words));
    }

    // A dataset with columns of its own is only asked whether it has a row.
    private List<SourceRow> First(SourceDataset dataset) =>
        [.. dataset.Rows.Take(dataset.Columns is null ? request.Limits.HeaderRows : 1)];

    private static FileFaultException NoRows() => new(Rules.NoFeatures, "没有数据行", "there are no rows");

    private static FileFaultException NoHeader() => new(Rules.HeaderMissing, "没有一行包含该图层的列名", "no row names the columns of the layer");
}
