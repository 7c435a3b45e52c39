using Geo.Server.Database;

namespace Geo.Server.Accounts;

/// <summary>Whether the log is the one that was written.</summary>
/// <param name="Entries">How many there are.</param>
/// <param name="BrokenAt">The first entry that is not what was written; null when there is none.</param>
/// <param name="Head">The hash of the last entry: noted elsewhere, it shows later that the end was not cut off.</param>
/// <param name="HoldsHead">Whether the head that was asked for is in the log; true when none was.</param>
public sealed record AuditIntegrity(long Entries, long? BrokenAt, string Head, bool HoldsHead)
{
    // By text: a head that is no hash is only not found.
    private const string Check = """
        select geo.audit_break(), count(*), coalesce(encode((array_agg(sha256 order by id desc))[1], 'hex'), ''),
          $1 = '' or coalesce(bool_or(encode(sha256, 'hex') = lower($1)), false)
        from geo.audit
        """;

    public static async Task<AuditIntegrity> ReadAsync(DatabaseSession session, string head, CancellationToken cancel)
    {
        await using var command = session.Command(Check, head);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(row.GetInt64(1), row.IsDBNull(0) ? null : row.GetInt64(0), row.GetString(2), row.GetBoolean(3));
    }
}
