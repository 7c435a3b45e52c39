using Geo.Server.Layers;

namespace Geo.Server.Submissions.Checking;

/// <summary>Where in a file something was found. All parts may be absent.</summary>
/// <param name="Row">The data row, from 1; the header is not counted.</param>
/// <param name="Line">The row as the sheet or text shows it, from 1.</param>
/// <param name="Column">The header as the city wrote it.</param>
/// <param name="Field">The layer's field that it stands for.</param>
public readonly record struct Place(int? Row = null, int? Line = null, string? Column = null, string? Field = null);

/// <summary>One entry of a report.</summary>
/// <param name="Repairable">Whether a repair is offered for it, to be confirmed by its code.</param>
/// <param name="Repaired">Whether it was confirmed and done.</param>
public sealed record Finding(
    string Code, Severity Severity, int? Row, int? Line, string? Column, string? Field, string? Value,
    Title Message, string? Suggestion, bool Repairable, bool Repaired = false)
{
    /// <summary>Longitude and latitude of its row, where it has them.</summary>
    public IReadOnlyList<double>? Position { get; set; }

    /// <summary>What the repair does, where it moves something on the map.</summary>
    public RepairPreview? Preview { get; set; }
}

/// <summary>Something about the file as a whole that ends its reading.</summary>
public sealed class FileFaultException(Rule rule, string zh, string en, int? line = null, string? value = null, Exception? cause = null)
    : Exception($"{rule.Code} {en}", cause)
{
    public Rule Rule { get; } = rule;
    public Title Detail { get; } = new(zh, en);
    public int? Line { get; } = line;
    public string? Value { get; } = value;
}
