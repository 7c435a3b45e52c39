using Geo.Server.Database;
using Npgsql;

namespace Geo.Server.Operations;

/// <summary>For whoever watches the service: alive (<c>/healthz</c>) and able to answer (<c>/readyz</c>).</summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => TypedResults.Text("ok")).ExcludeFromDescription();
        app.MapGet("/readyz", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        string? difference;
        try
        {
            difference = await Migrator.DifferenceAsync(database, cancel);
        }
        catch (NpgsqlException e)
        {
            difference = $"The database does not answer: {e.Message}";
        }
        return difference is null
            ? TypedResults.Text("ready")
            : TypedResults.Problem(difference, statusCode: 503, extensions: new Dictionary<string, object?> { ["code"] = "not-ready" });
    }
}
