using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Checking;

/// <summary>The rows below a header under the numbers that reports, corrections and remarks know them by.</summary>
public static class DataRows
{
    /// <summary>The same as far as the file can be read: for whoever shows a file whose end was found broken already.</summary>
    public static IEnumerable<(SourceRow Source, int? Number)> Readable(SourceDataset dataset, Header header)
    {
        using var rows = Of(dataset, header).GetEnumerator();
        while (true)
        {
            try
            {
                if (!rows.MoveNext()) yield break;
            }
            catch (FileFaultException)
            {
                yield break;
            }
            yield return rows.Current;
        }
    }

    /// <summary>Rows in their order. A row of totals or notes has no number of its own; blank rows are passed over.</summary>
    public static IEnumerable<(SourceRow Source, int? Number)> Of(SourceDataset dataset, Header header, bool blanksCount = false)
    {
        var number = 0;
        foreach (var source in dataset.Rows)
        {
            if (source.Line <= header.Line || (source.IsBlank && !blanksCount)) continue;
            yield return SummaryRows.Is(source) ? (source, null) : (source, ++number);
        }
    }
}
