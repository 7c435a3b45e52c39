using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Geo.Server.Layers;

namespace Geo.Server.Submissions.Checking;

/// <summary>What a check gives back: whether the file is accepted, what of it, and all that was found.</summary>
public sealed record Report(
    string File, string? Format, string? Encoding, string? Dataset, IReadOnlyList<string> Datasets, string? LayerId, string? CityAdcode,
    ReportedCrs? Crs, IReadOnlyList<ReportedColumn> Columns, long Rows, long Accepted, long RejectedRows, bool IsAccepted, IReadOnlyList<ReportedGroup> Findings)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static IReadOnlyList<ReportedGroup> Groups(Findings findings) =>
        [.. findings.Groups.Select(group => new ReportedGroup(group.Rule.Code, group.Severity, group.Rule.Title, group.Count, group.Entries))];
}

/// <summary>The coordinate system as it was read.</summary>
public sealed record ReportedCrs(string Code, Title Name, CrsSource Source, bool NorthFirst);

/// <summary>A column of the file and what it was taken for; null where for nothing.</summary>
public sealed record ReportedColumn(string Column, string? Field);

/// <summary>The findings of a code: how many, and the first of them.</summary>
public sealed record ReportedGroup(string Code, Severity Severity, Title Title, long Count, IReadOnlyList<Finding> Entries);
