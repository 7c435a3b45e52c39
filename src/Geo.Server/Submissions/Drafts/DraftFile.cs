using System.Security.Cryptography;
using Geo.Server.Database;
using Npgsql;

namespace Geo.Server.Submissions.Drafts;

/// <summary>The file of a draft, piece by piece in the database.</summary>
public static class DraftFile
{
    /// <summary>A piece is one row: large enough to be few, small enough to be held.</summary>
    public const int PieceBytes = 1 << 20;

    private const string Insert = "insert into geo.submission_chunk (submission_id, position, bytes) values ($1, $2, $3)";
    private const string Pieces = "select bytes from geo.submission_chunk where submission_id = $1 order by position";

    // Only where nothing else was received meanwhile.
    private const string Receive = """
        update geo.submission set received = received + $3, updated_at = now(), expires_at = now() + $4
        where id = $1 and received = $2 and state = 'uploading'
        """;

    private const string Complete = """
        update geo.submission set file_size = received, file_sha256 = $2, state = 'checking', updated_at = now(), expires_at = now() + $3
        where id = $1
        """;

    /// <summary>Reads one piece, or what is left; 0 at the end.</summary>
    public static Task<int> ReadPieceAsync(Stream body, byte[] piece, CancellationToken cancel) => body.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancel).AsTask();

    /// <summary>Adds a piece behind what is there; false when that is not where the caller thinks.</summary>
    public static async Task<bool> AppendAsync(DatabaseSession session, long id, long position, ReadOnlyMemory<byte> piece, TimeSpan lifetime, CancellationToken cancel)
    {
        if (await session.ExecuteAsync(Receive, [id, position, (long)piece.Length, lifetime], cancel) == 0) return false;
        await session.ExecuteAsync(Insert, [id, position, piece.ToArray()], cancel);
        return true;
    }

    /// <summary>The file is whole: from now on it waits for its check.</summary>
    public static async Task CompleteAsync(DatabaseSession session, long id, TimeSpan lifetime, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var command = session.Command(Pieces, id))
        {
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) hash.AppendData(rows.GetFieldValue<byte[]>(0));
        }
        await session.ExecuteAsync(Complete, [id, hash.GetHashAndReset(), lifetime], cancel);
    }

    public static async Task CopyToAsync(DatabaseSession session, long id, Stream target, CancellationToken cancel)
    {
        await using var command = session.Command(Pieces, id);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) await target.WriteAsync(rows.GetFieldValue<byte[]>(0), cancel);
    }

    /// <summary>A name that can stand in a folder: without a path, without what file systems refuse, its ending kept.</summary>
    public static string SafeName(string name)
    {
        const int Longest = 120;
        var last = name.Replace('\\', '/').Split('/')[^1].Trim();
        var safe = string.Concat(last.Where(c => !char.IsControl(c) && !"<>:\"|?*".Contains(c, StringComparison.Ordinal))).TrimStart('.');
        if (safe.Length > Longest) safe = safe[..(Longest - 20)] + safe[^20..];
        return safe.Length == 0 ? "file" : safe;
    }
}
