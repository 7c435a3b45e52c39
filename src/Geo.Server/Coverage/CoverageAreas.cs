using Geo.Core.Coverage;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>The figures of areas: read as they were counted with the publication, never estimated again.</summary>
internal static class CoverageAreas
{
    private static readonly string[] Levels = ["county", "city", "circle", "province"];

    private const string Select = """
        select f.adcode, a.name, a.name_en, f.figures::text
        from geo.coverage_area f join geo.area a on a.level = f.level and a.adcode = f.adcode and a.valid_to is null
        where f.layer_id = $1 and f.level = $2 and f.valid_from <= $3 and (f.valid_to is null or f.valid_to > $3)
        order by f.adcode
        """;

    public static void MapCoverageAreas(this RouteGroupBuilder coverage) =>
        coverage.MapGet("/{layerId}/areas", GetAsync).WithName("getCoverageAreas").WithSummary("Area and people covered in each county, city, circle or the province")
            .ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<CoverageAreaList>, EmptyHttpResult>> GetAsync(
        HttpContext context, string layerId, LayerCatalog catalog, NpgsqlDataSource database, CoverageGround grounds, Settlements settlements, Supply supply)
    {
        var parameters = new QueryParameters(context.Request, "level", "version");
        var level = parameters["level"] ?? "county";
        if (!Levels.Contains(level)) throw ProblemException.BadRequest("invalid-level", $"'level' must be one of {string.Join(", ", Levels)}, not '{level}'.");
        var cancel = context.RequestAborted;
        var version = await CoverageVersion.ResolveAsync(layerId, catalog, parameters.WholeNumber("version", 0), database, cancel);
        var villages = version.Model.Rule.VillageLayer;
        var villageVersion = await settlements.VersionAsync(villages, cancel);
        if (CoverageAnswer.IsFresh(context, $"{layerId}.{version.Number}.{villageVersion}", dependsOnOthers: villages is not null)) return TypedResults.Empty;

        var byVillage = version.HasPlanes ? await settlements.CountAsync(version, level, cancel) : [];
        var bySupply = version.Model is ReachModel reach ? await supply.OfAsync(version, reach, level, cancel) : [];
        await using var command = database.CreateCommand(Select);
        foreach (var value in (object[])[layerId, level, version.PublicationId]) command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var areas = new List<CoverageArea>();
        while (await rows.ReadAsync(cancel))
        {
            var adcode = rows.GetString(0);
            areas.Add(CoverageArea.Of(adcode, new(rows.GetString(1), rows.GetString(2)), Figures.Parse(rows.GetString(3)), version.Model,
                byVillage.GetValueOrDefault(adcode), bySupply.GetValueOrDefault(adcode)));
        }
        return TypedResults.Ok(new CoverageAreaList(version.Number, version.AssumptionsId, areas));
    }
}

public sealed record CoverageAreaList(long Version, string AssumptionsId, IReadOnlyList<CoverageArea> Areas);

/// <summary>The same figure when everything is received 3 dB weaker or stronger.</summary>
public sealed record CoverageVariant(double CoveredAreaKm2, double CoveredPeople, double DeepAreaKm2, double DeepPeople);

public sealed record VillageCount(long Total, long Covered);

/// <summary>What a site layer offers in an area.</summary>
/// <param name="PerPerson">Sum over people of what reaches each, by two-step floating catchment.</param>
public sealed record SupplyCount(double Capacity, double PerPerson);

/// <summary>An area's figures. Counts of cells and of thousandths of people are whole: they sum over levels exactly.</summary>
/// <param name="PeopleWithin">Reach by metres, latency by milliseconds.</param>
public sealed record CoverageArea(
    string Adcode, Title Name, double AreaKm2, double CoveredAreaKm2, double People, double CoveredPeople, double? DeepAreaKm2, double? DeepPeople,
    CoverageVariant? Low, CoverageVariant? High, IReadOnlyDictionary<string, double>? PeopleWithin, double? People1Km, double? People2Km, double? People5Km,
    double? PilesPer10k, double? Access2sfca, VillageCount? Villages, long Cells, long CoveredCells, long PeopleUnits, long CoveredPeopleUnits)
{
    internal static CoverageArea Of(string adcode, Title name, Figures figures, CoverageModel model, VillageCount? villages, SupplyCount? supply)
    {
        var grid = model.Grid;
        var (all, covered, deep) = (figures[Figures.All], figures["covered"], figures["deep"]);
        var isRadio = model is RadioModel;
        var within = figures.Names.Where(one => one.StartsWith("within", StringComparison.Ordinal)).ToDictionary(one => one["within".Length..], one => figures[one].People);
        double? Within(string metres) => model is ReachModel && within.TryGetValue(metres, out var people) ? people : null;
        CoverageVariant Variant(string covered, string deep) => new(figures[covered].AreaKm2(grid), figures[covered].People, figures[deep].AreaKm2(grid), figures[deep].People);
        return new(
            adcode, name, all.AreaKm2(grid), covered.AreaKm2(grid), all.People, covered.People, isRadio ? deep.AreaKm2(grid) : null, isRadio ? deep.People : null,
            isRadio ? Variant("low", "deepLow") : null, isRadio ? Variant("high", "deepHigh") : null,
            within.Count > 0 ? within : null, Within("1000"), Within("2000"), Within("5000"),
            supply is null || all.PeopleUnits == 0 ? null : supply.Capacity / all.People * 10_000, supply is null || all.PeopleUnits == 0 ? null : supply.PerPerson / all.People * 10_000,
            villages, all.Cells, covered.Cells, all.PeopleUnits, covered.PeopleUnits);
    }
}
