using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Geo.Server.Database;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Drafts;

namespace Geo.Server.Submissions.Features;

/// <summary>
/// A write that waits for the province: its submission becomes a draft like any other, with the feature as its file, checked already and
/// awaiting approval. The draft keeps the feature's key, so approving it later still changes that feature alone.
/// </summary>
internal static class Proposal
{
    private const string Name = "update geo.submission set file_name = $2, file_size = $3, state = 'uploading', expires_at = now() + $4 where id = $1";

    private const string Conclude = """
        update geo.submission set state = 'awaiting-approval', settings = $2::jsonb, report = $3, report_revision = revision,
          rows_read = 1, rows_accepted = 1, rows_rejected = 0, is_accepted = true where id = $1
        """;

    /// <param name="session">The transaction that made the submission.</param>
    /// <param name="submission">Compared already.</param>
    /// <param name="checked">Null where the feature is to end: then the file is empty.</param>
    /// <param name="lifetime">How long it waits.</param>
    public static async Task<FirstAnswer> WriteAsync(DatabaseSession session, long submission, CheckedFeature? @checked, TimeSpan lifetime, CancellationToken cancel)
    {
        var file = Encoding.UTF8.GetBytes(@checked?.File ?? "");
        await session.ExecuteAsync(Name, [submission, CheckedFeature.FileName, (long)file.Length, lifetime], cancel);
        if (file.Length > 0) await DraftFile.AppendAsync(session, submission, 0, file, lifetime, cancel);
        await DraftFile.CompleteAsync(session, submission, lifetime, cancel);
        await session.ExecuteAsync(Conclude,
            [submission, JsonSerializer.Serialize(@checked?.Settings ?? CheckSettings.None, Report.Json), @checked is null ? "{}" : JsonSerializer.Serialize(@checked.Report, Report.Json)], cancel);
        return new FirstAnswer(202, $"/api/submissions/{submission}", JsonSerializer.Serialize(DraftView.Of(await Draft.FindAsync(session, submission, cancel), []), Report.Json));
    }
}
