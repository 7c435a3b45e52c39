using Npgsql;

namespace Geo.Server.Plan;

/// <summary>A figure as it was reported.</summary>
public sealed record ReportedFigure(string Indicator, string Adcode, PlanPeriod Period, double Value, string Evidence, string Source, DateTime ReportedAt, long PublicationId);

/// <summary>All figures that are reported at a moment; few enough to be read whole.</summary>
public sealed class ReportedFigures
{
    private const string Select = """
        select r.indicator_id, r.adcode, r.period, r.value, r.evidence, p.source, p.published_at, p.id
        from geo.reported_figure r join geo.figure_publication p on p.id = r.valid_from
        where r.valid_from <= $1 and (r.valid_to is null or r.valid_to > $1)
        order by 1, 2, 3
        """;

    private readonly ILookup<(string, string), ReportedFigure> _figures;

    private ReportedFigures(IEnumerable<ReportedFigure> figures) => _figures = figures.ToLookup(figure => (figure.Indicator, figure.Adcode));

    public static async Task<ReportedFigures> ReadAsync(NpgsqlConnection connection, long at, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = at } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var figures = new List<ReportedFigure>();
        while (await rows.ReadAsync(cancel))
            if (PlanPeriod.Parse(rows.GetString(2)) is { } period)
                figures.Add(new ReportedFigure(rows.GetString(0), rows.GetString(1), period, rows.GetDouble(3), rows.GetString(4), rows.GetString(5), rows.GetDateTime(6), rows.GetInt64(7)));
        return new ReportedFigures(figures);
    }

    /// <summary>The figure for a period: of the same year, the latest that is not later; null is not reported.</summary>
    public ReportedFigure? Find(string indicator, string adcode, PlanPeriod asked) =>
        _figures[(indicator, adcode)].Where(figure => figure.Period.SpeaksOf(asked)).MaxBy(figure => (figure.Period.EndMonth, figure.Period.Months));

    /// <summary>Whatever was reported, newest period first.</summary>
    public IReadOnlyList<ReportedFigure> All(string indicator, string adcode) =>
        [.. _figures[(indicator, adcode)].OrderByDescending(figure => (figure.Period.Year, figure.Period.EndMonth, figure.Period.Months))];
}
