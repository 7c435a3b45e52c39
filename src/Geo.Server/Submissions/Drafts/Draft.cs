using System.Text.Json;
using Geo.Server.Database;
using Geo.Server.Operations;
using Geo.Server.Submissions.Checking;
using Npgsql;

namespace Geo.Server.Submissions.Drafts;

/// <summary>Where a draft stands. Only what is checked, or waits for approval, can be published.</summary>
public static class DraftState
{
    public const string Uploading = "uploading";
    public const string Checking = "checking";
    public const string Checked = "checked";
    public const string AwaitingApproval = "awaiting-approval";
    public const string Published = "published";
}

/// <summary>A submission with its file, as its author sees it.</summary>
public sealed record Draft(
    long Id, string LayerId, string AreaAdcode, string Author, string State, int Revision, string Mode, DateTime CreatedAt, DateTime UpdatedAt, DateTime ExpiresAt,
    string FileName, long FileSize, long Received, byte[]? FileSha256, CheckSettings Settings, int? ReportRevision,
    DraftOutcome? Outcome, DraftProblem? Problem, DraftChanges? Changes, long? PublicationId, DraftProgress? Progress, bool? Synthetic, long? FeatureKey)
{
    private const string Select = """
        select s.id, s.layer_id, s.area_adcode, s.actor, s.state, s.revision, s.mode, s.created_at, s.updated_at, s.expires_at,
          s.file_name, s.file_size, s.received, s.file_sha256, s.settings, s.report_revision,
          s.rows_read, s.rows_accepted, s.rows_rejected, s.is_accepted, s.problem,
          s.added, s.changed, s.removed, s.unchanged, s.base_version, s.publication_id, p.step, p.done, p.total, s.synthetic, s.feature_key
        from geo.submission s left join geo.submission_progress p on p.submission_id = s.id
        """;

    /// <summary>The report that belongs to the settings, not to those before.</summary>
    public bool HasReport => ReportRevision == Revision;

    public bool IsUnderWay => State is DraftState.Uploading or DraftState.Checking || Progress is not null;

    /// <summary>What a person has seen, by which publishing is held to it.</summary>
    public string Tag => $"\"{Id}-{Revision}-{State}-{Changes?.BaseVersion}\"";

    public PublicationScope Scope => new(Synthetic, AreaAdcode, Merge: Mode == "merge", FeatureKey);

    /// <exception cref="ProblemException">There is none, or it is another's.</exception>
    public static async Task<Draft> FindAsync(DatabaseSession session, long id, CancellationToken cancel, bool locked = false)
    {
        await using var command = session.Command($"{Select} where s.id = $1 and s.file_name is not null {(locked ? "for update of s" : "")}", id);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? Read(row) : throw ProblemException.NotFound("unknown-submission", $"There is no submission {id} of yours.");
    }

    /// <summary>The newest first.</summary>
    public static async Task<IReadOnlyList<Draft>> ListAsync(DatabaseSession session, long? before, int limit, CancellationToken cancel)
    {
        await using var command = session.Command($"{Select} where s.file_name is not null and ($1::bigint is null or s.id < $1) order by s.id desc limit $2", before, limit);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var drafts = new List<Draft>();
        while (await rows.ReadAsync(cancel)) drafts.Add(Read(rows));
        return drafts;
    }

    private static Draft Read(NpgsqlDataReader row)
    {
        var changes = row.IsDBNull(21) ? null : new DraftChanges(row.GetInt64(21), row.GetInt64(22), row.GetInt64(23), row.GetInt64(24), row.GetInt64(25));
        return new Draft(
            row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt32(5), row.GetString(6),
            row.GetDateTime(7), row.GetDateTime(8), row.GetDateTime(9), row.GetString(10), row.GetInt64(11), row.GetInt64(12),
            row.IsDBNull(13) ? null : row.GetFieldValue<byte[]>(13), JsonSerializer.Deserialize<CheckSettings>(row.GetString(14), Report.Json)!,
            row.IsDBNull(15) ? null : row.GetInt32(15),
            row.IsDBNull(19) ? null : new DraftOutcome(row.GetInt64(16), row.GetInt64(17), row.GetInt64(18), row.GetBoolean(19)),
            row.IsDBNull(20) ? null : JsonSerializer.Deserialize<DraftProblem>(row.GetString(20), Report.Json), changes,
            row.IsDBNull(26) ? null : row.GetInt64(26), row.IsDBNull(27) ? null : new DraftProgress(row.GetString(27), row.GetInt64(28), row.GetInt64(29)),
            row.IsDBNull(30) ? null : row.GetBoolean(30), row.IsDBNull(31) ? null : row.GetInt64(31));
    }
}

/// <summary>What the check said, in numbers.</summary>
public sealed record DraftOutcome(long Rows, long Accepted, long Rejected, bool IsAccepted);

/// <summary>Why rows that are sound each for itself cannot be published.</summary>
public sealed record DraftProblem(string Code, string Detail);

/// <summary>What publishing would do to the area's part of the layer.</summary>
/// <param name="BaseVersion">The layer's data version with which it was compared.</param>
public sealed record DraftChanges(long Added, long Changed, long Removed, long Unchanged, long BaseVersion)
{
    /// <summary>Published now.</summary>
    public long Current => Changed + Removed + Unchanged;
    public double RemovedShare => Current == 0 ? 0 : (double)Removed / Current;
}

/// <summary>How far long work has come; a total of 0 is not known.</summary>
public sealed record DraftProgress(string Step, long Done, long Total);
