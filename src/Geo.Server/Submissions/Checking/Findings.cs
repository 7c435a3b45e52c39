using Geo.Server.Layers;

namespace Geo.Server.Submissions.Checking;

/// <summary>All that was found, grouped by code: of each code the first entries and how many there were.</summary>
public sealed class Findings
{
    /// <summary>Entries kept of a code. A table wrong in every row says it a thousand times, and how often it would have.</summary>
    public const int LargestGroup = 1_000;

    /// <summary>Of a value that is shown: enough to recognise it.</summary>
    private const int LongestValue = 80;

    private readonly SortedDictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly List<Remark> _remarks = [];

    public IEnumerable<Group> Groups => _groups.Values;

    /// <summary>What stands against each row, for every row: not capped, for the city's own table.</summary>
    public IReadOnlyList<Remark> Remarks => _remarks;

    public bool FileIsRefused { get; private set; }

    public bool Has(Rule rule) => _groups.ContainsKey(rule.Code);

    /// <summary>The entry; null where the code has as many as are kept.</summary>
    public Finding? Add(
        Rule rule, Place place = default, string? value = null, Title? detail = null, string? suggestion = null,
        bool repairable = false, Severity? severity = null, bool repaired = false)
    {
        // What was repaired is told and stops nothing.
        if (repaired) (severity, repairable) = (Severity.Info, true);
        var weight = severity ?? rule.Severity;
        if (!_groups.TryGetValue(rule.Code, out var group)) _groups.Add(rule.Code, group = new Group(rule, weight));
        group.Count++;
        if (repaired) group.Repaired++;
        if (weight < group.Severity) group.Severity = weight;
        if (place.Row is null && weight == Severity.Error) FileIsRefused = true;
        if (place.Row is int row) _remarks.Add(new Remark(row, rule, weight, place.Column));
        if (group.Entries.Count >= LargestGroup) return null;
        var message = detail is null ? rule.Title : new Title($"{rule.Title.Zh}：{detail.Zh}", $"{rule.Title.En}: {detail.En}");
        if (repaired) message = new Title($"{message.Zh}（已修复）", $"{message.En} (repaired)");
        var finding = new Finding(rule.Code, weight, place.Row, place.Line, place.Column, place.Field, Shown(value), message, suggestion, repairable, repaired);
        group.Entries.Add(finding);
        return finding;
    }

    public void Add(FileFaultException fault) =>
        Add(fault.Rule, new Place(Line: fault.Line), fault.Value, fault.Detail, severity: Severity.Error);

    /// <summary>Once for the file, however often it is met.</summary>
    public void AddOnce(Rule rule, string? value = null, Title? detail = null, string? suggestion = null)
    {
        if (!Has(rule)) Add(rule, value: value, detail: detail, suggestion: suggestion);
    }

    private static string? Shown(string? value) => value is { Length: > LongestValue } ? $"{value.AsSpan(0, LongestValue)}…" : value;

    /// <summary>The findings of a code.</summary>
    public sealed class Group(Rule rule, Severity severity)
    {
        public Rule Rule { get; } = rule;
        public Severity Severity { get; internal set; } = severity;
        public long Count { get; internal set; }
        public long Repaired { get; internal set; }
        public List<Finding> Entries { get; } = [];
    }

    public readonly record struct Remark(int Row, Rule Rule, Severity Severity, string? Column);
}
