namespace Geo.Server.Submissions.Checking;

/// <summary>Which repairs a person said yes to. Without that yes nothing is repaired, however sure the repair is.</summary>
public sealed class Repairs(IEnumerable<string>? confirmed)
{
    public static readonly Repairs None = new(null);

    private readonly HashSet<string> _codes = new(confirmed ?? [], StringComparer.OrdinalIgnoreCase);

    public bool Confirm(Rule rule) => _codes.Contains(rule.Code);
}
