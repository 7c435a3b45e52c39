using System.Text.Json;
using Geo.Server.Operations;
using Npgsql;

namespace Geo.Server.Plan;

/// <summary>What province editors changed of the definitions; what is left out is as gis-data declares it.</summary>
public sealed record PlanEdits(IReadOnlyDictionary<string, IndicatorEdit> Indicators, IReadOnlyDictionary<string, double> DomainWeights)
{
    public static PlanEdits None { get; } = new(new Dictionary<string, IndicatorEdit>(), new Dictionary<string, double>());

    /// <summary>Those that still have something to change in other definitions.</summary>
    public PlanEdits Within(PlanCatalog plan) => new(
        Indicators.Where(edit => plan.Find(edit.Key) is not null).ToDictionary(),
        DomainWeights.Where(edit => plan.Standard.Domains.Any(domain => domain.Id == edit.Key)).ToDictionary());
}

/// <param name="Weights">Of a composite's components, by indicator.</param>
public sealed record IndicatorEdit(double? Target, int? Year, IReadOnlyDictionary<string, double>? Weights);

/// <summary>The definitions that were in force at a time, with the edits worked in.</summary>
public sealed record PlanVersion(long Number, string Kind, string Actor, string Note, DateTime CreatedAt, PlanCatalog Declared, PlanEdits Edits)
{
    private const string Select = """
        select version, kind, actor, note, created_at, definitions::text, edits::text from geo.plan_version
        where $1::bigint is null or version = $1 order by version desc limit 1
        """;

    /// <summary>What is in force.</summary>
    public PlanCatalog Plan { get; } = Apply(Declared, Edits);

    /// <exception cref="ProblemException">There is no such version.</exception>
    public static async Task<PlanVersion> ReadAsync(NpgsqlConnection connection, long? version, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new NpgsqlParameter<long?> { TypedValue = version } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            throw version is null
                ? new InvalidOperationException("The plan is not registered yet: run `geo migrate`.")
                : ProblemException.NotFound("unknown-version", $"The plan has no version {version}. See /api/plan/versions.");
        return new PlanVersion(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetDateTime(4),
            PlanCatalog.FromJson(row.GetString(5)), JsonSerializer.Deserialize<PlanEdits>(row.GetString(6), PlanCatalog.Json)!);
    }

    private static PlanCatalog Apply(PlanCatalog declared, PlanEdits edits) => declared with
    {
        Indicators = declared.Indicators with
        {
            Indicators = [.. declared.Indicators.Indicators.Select(indicator => edits.Indicators.TryGetValue(indicator.Id, out var edit)
                ? indicator with
                {
                    Target = edit.Target ?? indicator.Target,
                    Year = edit.Year ?? indicator.Year,
                    Components = [.. indicator.Components.Select(part =>
                        edit.Weights is { } weights && weights.TryGetValue(part.Indicator, out var weight) ? part with { Weight = weight } : part)],
                }
                : indicator)],
        },
        Standard = declared.Standard with
        {
            Domains = [.. declared.Standard.Domains.Select(domain => edits.DomainWeights.TryGetValue(domain.Id, out var weight) ? domain with { Weight = weight } : domain)],
        },
    };
}
