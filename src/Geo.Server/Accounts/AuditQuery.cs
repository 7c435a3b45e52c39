using System.Globalization;
using System.Text.Json.Nodes;
using Geo.Server.Database;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>Entries of the log by who, what, whom and when.</summary>
internal static class AuditQuery
{
    public static readonly string[] Names = ["actor", "action", "subject", "from", "to"];

    private const string Select = """
        select id, at, actor, action, subject, detail::text, host(address), encode(sha256, 'hex') from geo.audit
        where ($1::text is null or actor = $1) and ($2::text is null or action = $2) and ($3::text is null or subject = $3)
          and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5) and ($6::bigint is null or id < $6)
        order by id desc limit $7
        """;

    public static NpgsqlCommand Command(DatabaseSession session, QueryParameters given, long? before, int? limit) => session.Command(Select,
        given["actor"], given["action"], given["subject"], Moment(given, "from"), Moment(given, "to"), before, limit);

    public static AuditEntry Read(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetDateTime(1), row.GetString(2), row.GetString(3), row.GetString(4),
        JsonNode.Parse(row.GetString(5))!, row.IsDBNull(6) ? null : row.GetString(6), row.GetString(7));

    /// <summary>A moment, or a day, which is its beginning in UTC.</summary>
    private static DateTime? Moment(QueryParameters given, string name)
    {
        if (given[name] is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)) return moment.UtcDateTime;
        throw ProblemException.BadRequest($"invalid-{name}", $"'{name}' must be a moment (2021-06-30T08:00:00Z) or a day (2021-06-30), not '{text}'.");
    }
}
