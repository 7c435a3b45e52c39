using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Geo.Server.Layers;
using NetTopologySuite.IO.Converters;

namespace Geo.Server.Submissions.Checking;

/// <summary>What a check gives back: whether the file is accepted, what of it, and all that was found.</summary>
public sealed record Report(
    string File, string? Format, string? Encoding, string? Dataset, IReadOnlyList<string> Datasets, string? LayerId, string? CityAdcode,
    ReportedCrs? Crs, IReadOnlyList<ReportedColumn> Columns, long Rows, long Accepted, long RejectedRows, bool IsAccepted, IReadOnlyList<ReportedGroup> Findings)
{
    /// <summary>Data rows that a person left out; neither accepted nor rejected.</summary>
    public long LeftOut { get; init; }

    /// <summary>The first rows as the file has them; null where no table was found in it.</summary>
    public TablePreview? Preview { get; init; }

    /// <summary>The coordinate systems to choose from, best first, the one that was read among them.</summary>
    public IReadOnlyList<CrsCandidate> Candidates { get; init; } = [];

    /// <summary>The encodings in which the file's text can be read; empty where it says so itself.</summary>
    public IReadOnlyList<string> Encodings { get; init; } = [];

    /// <summary>
    /// Whether what was accepted has positions that may be published. A file in Xi'an 1980 passes its rules without the city's parameters, and waits
    /// for them: its features are not handed on.
    /// </summary>
    public bool IsPublishable => IsAccepted && Crs is not { NeedsDatumShift: true };

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new GeoJsonConverterFactory() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static IReadOnlyList<ReportedGroup> Groups(Findings findings) =>
        [.. findings.Groups.Select(group => new ReportedGroup(group.Rule.Code, group.Severity, group.Rule.Title, group.Count, group.Entries, group.Repaired))];
}

/// <summary>The coordinate system as it was read.</summary>
/// <param name="NeedsDatumShift">Whether the city's own parameters are still to be given.</param>
public sealed record ReportedCrs(string Code, Title Name, CrsSource Source, bool NorthFirst, bool NeedsDatumShift = false);

/// <summary>A column of the file and what it was taken for; null where for nothing.</summary>
public sealed record ReportedColumn(string Column, string? Field);

/// <summary>The findings of a code: how many, how many of them were repaired, and the first of them.</summary>
public sealed record ReportedGroup(string Code, Severity Severity, Title Title, long Count, IReadOnlyList<Finding> Entries, long Repaired = 0);
