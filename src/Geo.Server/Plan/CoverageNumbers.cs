using Npgsql;

namespace Geo.Server.Plan;

/// <summary>What a layer's coverage says of a county: people or zones covered, of all.</summary>
public sealed record CoveragePart(string County, double Covered, double Whole);

/// <summary>The numbers that coverage planes leave behind with each publication. Null: not computed for this state of the layer yet.</summary>
public static class CoverageNumbers
{
    public static Task<IReadOnlyList<CoveragePart>?> ReadAsync(NpgsqlConnection connection, Indicator indicator, long dataVersion, CancellationToken cancel)
    {
        _ = (connection, indicator, dataVersion, cancel);
        return Task.FromResult<IReadOnlyList<CoveragePart>?>(null);
    }
}
