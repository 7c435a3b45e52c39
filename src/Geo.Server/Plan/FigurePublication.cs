using System.Text.Json;
using Geo.Server.Database;

namespace Geo.Server.Plan;

/// <summary>Why a figure publication cannot be taken back; the code is stable.</summary>
public sealed class FigureException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;
    public string Code { get; } = code;
}

/// <param name="Id">Null when nothing differed and so nothing was written.</param>
public sealed record FigurePublicationResult(long? Id, long Added, long Changed, long Removed);

/// <summary>Figures become the current ones in one transaction; what they replace stays readable.</summary>
public static class FigurePublication
{
    private const string Compare = """
        create temporary table figure_change on commit drop as
        select g.indicator_id, g.adcode, g.period, g.value, g.evidence, r.valid_from as began
        from jsonb_to_recordset($1::jsonb) as g(indicator_id text, adcode text, period text, value float8, evidence text)
        left join geo.reported_figure r on (r.indicator_id, r.adcode, r.period) = (g.indicator_id, g.adcode, g.period) and r.valid_to is null
        where case when g.value is null then r.valid_from is not null else (g.value, g.evidence) is distinct from (r.value, r.evidence) end
        """;

    private const string Insert = """
        insert into geo.figure_publication (kind, actor, source, added, changed, removed, reverses)
        select $1, $2, $3, count(*) filter (where began is null), count(*) filter (where began is not null and value is not null), count(*) filter (where value is null), $4
        from figure_change having count(*) > 0
        returning id, added, changed, removed
        """;

    private const string End = """
        update geo.reported_figure r set valid_to = $1 from figure_change c
        where (r.indicator_id, r.adcode, r.period, r.valid_from) = (c.indicator_id, c.adcode, c.period, c.began)
        """;

    private const string Begin = """
        insert into geo.reported_figure (indicator_id, adcode, period, value, evidence, valid_from)
        select indicator_id, adcode, period, value, evidence, $1 from figure_change where value is not null
        """;

    // What the publication began is no longer current, or what it ended has a later value.
    private const string TouchedLater = """
        select count(*) from (
          select indicator_id, adcode, period from geo.reported_figure where valid_from = $1 and valid_to is not null
          union
          select e.indicator_id, e.adcode, e.period from geo.reported_figure e
          join geo.reported_figure now on (now.indicator_id, now.adcode, now.period) = (e.indicator_id, e.adcode, e.period) and now.valid_to is null
          where e.valid_to = $1 and now.valid_from <> $1
        ) touched
        """;

    private const string Undone = """
        create temporary table figure_change on commit drop as
        select coalesce(b.indicator_id, e.indicator_id) as indicator_id, coalesce(b.adcode, e.adcode) as adcode, coalesce(b.period, e.period) as period,
          e.value, e.evidence, b.valid_from as began
        from (select * from geo.reported_figure where valid_from = $1) b
        full join (select * from geo.reported_figure where valid_to = $1) e using (indicator_id, adcode, period)
        """;

    public static async Task<FigurePublicationResult> PublishAsync(DatabaseSession session, IReadOnlyList<CheckedFigure> figures, string source, CancellationToken cancel)
    {
        await LockAsync(session, cancel);
        var rows = JsonSerializer.Serialize(figures.Select(figure => new { indicator_id = figure.Indicator, adcode = figure.Adcode, period = figure.Period, value = figure.Value, evidence = figure.Evidence }));
        await session.ExecuteAsync(Compare, [rows], cancel);
        return await WriteAsync(session, "publication", source, null, cancel);
    }

    /// <exception cref="FigureException"><c>unknown-publication</c>, <c>already-reversed</c> or <c>changed-since</c>.</exception>
    public static async Task<FigurePublicationResult> ReverseAsync(DatabaseSession session, long id, CancellationToken cancel)
    {
        await LockAsync(session, cancel);
        await using (var find = session.Command("select exists (select from geo.figure_publication where reverses = $1) from geo.figure_publication where id = $1", id))
        {
            if (await find.ExecuteScalarAsync(cancel) is not bool reversed) throw new FigureException(404, "unknown-publication", $"There is no publication of figures {id}.");
            if (reversed) throw new FigureException(409, "already-reversed", $"Publication {id} has been taken back already.");
        }
        await using (var touched = session.Command(TouchedLater, id))
            if ((long)(await touched.ExecuteScalarAsync(cancel))! is > 0 and var later)
                throw new FigureException(409, "changed-since", $"A later publication changed {later} of the same figures: take that one back first.");
        await session.ExecuteAsync(Undone, [id], cancel);
        return await WriteAsync(session, "reversal", $"publication {id}", id, cancel);
    }

    private static Task<int> LockAsync(DatabaseSession session, CancellationToken cancel) =>
        session.ExecuteAsync("select pg_advisory_xact_lock(hashtext('geo.reported_figure'))", [], cancel);

    private static async Task<FigurePublicationResult> WriteAsync(DatabaseSession session, string kind, string source, long? reverses, CancellationToken cancel)
    {
        FigurePublicationResult result;
        await using (var insert = session.Command(Insert, kind, session.Actor.Name, source))
        {
            insert.Parameters.Add(new Npgsql.NpgsqlParameter<long?> { TypedValue = reverses });
            await using var row = await insert.ExecuteReaderAsync(cancel);
            if (!await row.ReadAsync(cancel)) return new FigurePublicationResult(null, 0, 0, 0);
            result = new FigurePublicationResult(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
        }
        await session.ExecuteAsync(End, [result.Id], cancel);
        await session.ExecuteAsync(Begin, [result.Id], cancel);
        return result;
    }
}
