using System.CommandLine;
using Geo.Server.Layers;
using Geo.Server.Submissions;
using Npgsql;

namespace Geo.Server.Operations;

/// <summary>What every verb of the command line has: where the database and the data are, and errors as one line.</summary>
public static class Verbs
{
    public static readonly Option<string?> Db = new("--db") { Description = "PostGIS connection string; GEO_DB when left out" };
    public static readonly Option<string?> Data = new("--data") { Description = "The gis-data folder; GEO_DATA, or the nearest one above, when left out" };

    /// <summary>Adds the common options and runs the work; a refusal is a line on stderr and exit code 1.</summary>
    public static Command Does(this Command verb, Func<ParseResult, CancellationToken, Task> work)
    {
        verb.Add(Db);
        verb.Add(Data);
        verb.SetAction(async (parsed, cancel) =>
        {
            try
            {
                await work(parsed, cancel);
                return 0;
            }
            catch (Exception e) when (e is DefinitionException or PublicationException or InvalidDataException or InvalidOperationException
                or NpgsqlException or IOException or ArgumentException or Geo.Core.Boundaries.CoverageException)
            {
                await Console.Error.WriteLineAsync($"geo: {Line(e)}");
                return 1;
            }
        });
        return verb;
    }

    private static string Line(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName } => "The database has no schema yet: run `geo migrate`.",
        // Its whole message has lines for developers.
        PostgresException refused => refused.MessageText,
        _ => exception.Message,
    };
}
