using Geo.Server.Database;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Drafts;

/// <summary>A submission as the service answers with it.</summary>
public sealed record DraftView(
    long Id, string Layer, string Area, string Author, string State, int Revision, string Mode, DateTime CreatedAt, DateTime UpdatedAt, DateTime ExpiresAt,
    DraftFileView File, CheckSettings Settings, DraftProgress? Progress, DraftOutcome? Outcome, DraftProblem? Problem, DraftChanges? Changes,
    long? PublicationId, IReadOnlyList<EarlierSubmission> Earlier)
{
    private const string SameFile = """
        select id, state, publication_id, updated_at from geo.submission
        where file_sha256 = $1 and layer_id = $2 and area_adcode = $3 and id <> $4 order by id desc limit 5
        """;

    public static async Task<DraftView> OfAsync(DatabaseSession session, Draft draft, CancellationToken cancel)
    {
        var earlier = new List<EarlierSubmission>();
        if (draft.FileSha256 is not null)
        {
            await using var command = session.Command(SameFile, draft.FileSha256, draft.LayerId, draft.AreaAdcode, draft.Id);
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) earlier.Add(new EarlierSubmission(rows.GetInt64(0), rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetInt64(2), rows.GetDateTime(3)));
        }
        return Of(draft, earlier);
    }

    public static DraftView Of(Draft draft, IReadOnlyList<EarlierSubmission> earlier) => new(
        draft.Id, draft.LayerId, draft.AreaAdcode, draft.Author, draft.State, draft.Revision, draft.Mode, draft.CreatedAt, draft.UpdatedAt, draft.ExpiresAt,
        new DraftFileView(draft.FileName, draft.FileSize, draft.Received, draft.FileSha256 is null ? null : Convert.ToHexStringLower(draft.FileSha256)),
        draft.Settings, draft.Progress ?? (draft.State == DraftState.Checking ? new DraftProgress("queue", 0, 0) : null),
        draft.HasReport ? draft.Outcome : null, draft.HasReport ? draft.Problem : null,
        draft.HasReport && draft.Problem is null ? draft.Changes : null, draft.PublicationId, earlier);
}

public sealed record DraftFileView(string Name, long Size, long Received, string? Sha256);

/// <summary>The same file, handed in before for this layer and area.</summary>
public sealed record EarlierSubmission(long Id, string State, long? PublicationId, DateTime At);

/// <param name="Next">What to give as <c>before</c> for those that follow; null when there are no more.</param>
public sealed record DraftList(IReadOnlyList<DraftView> Submissions, long? Next);
