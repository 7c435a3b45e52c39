using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>
/// Locks a name out after failures, whether an account has that name or not. An attempt counts before its password is
/// looked at: a hundred attempts at once get no more tries than a hundred one after the other.
/// </summary>
public static class SignInAttempts
{
    // The lock lasts from the last counted failure; attempts while it lasts do not prolong it.
    private const string Count = """
        insert into geo.sign_in_attempt as a (name_sha256, failures, last_at) values ($1, 1, $4)
        on conflict (name_sha256) do update set
          failures = case when a.last_at <= $4 - $3 then 1 else least(a.failures, $2) + 1 end,
          last_at = case when a.failures >= $2 and a.last_at > $4 - $3 then a.last_at else $4 end
        returning failures > $2, extract(epoch from last_at + $3 - $4)::float8
        """;

    private const string Clear = "delete from geo.sign_in_attempt where name_sha256 = $1 or last_at < now() - interval '1 day'";

    /// <summary>Counts an attempt; how long to wait when there have been too many, else null.</summary>
    public static async Task<TimeSpan?> CountAsync(NpgsqlDataSource database, string name, AccountOptions options, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Count);
        command.Parameters.Add(new() { Value = Key(name) });
        command.Parameters.Add(new() { Value = options.MaximumFailures });
        command.Parameters.Add(new() { Value = options.LockoutTime });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return row.GetBoolean(0) ? TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(row.GetDouble(1)))) : null;
    }

    /// <summary>Forgets the failures of a name, and those of yesterday.</summary>
    public static async Task ClearAsync(NpgsqlConnection connection, string name, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Clear, connection) { Parameters = { new() { Value = Key(name) } } };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static byte[] Key(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(name.Normalize().ToUpperInvariant()));
}
