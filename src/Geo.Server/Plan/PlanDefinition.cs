using System.Text.Json;
using System.Text.Json.Serialization;
using Geo.Core.Statistics;
using Geo.Server.Layers;

namespace Geo.Server.Plan;

/// <summary>The plan's articles, as gis-data/plan/articles.json holds them.</summary>
public sealed record PlanArticles(
    PlanHead Plan, IReadOnlyList<Department> Departments, IReadOnlyList<PlanPart> Parts, IReadOnlyList<Article> Articles);

/// <param name="Year">The year at whose end the targets are due.</param>
public sealed record PlanHead(Title Title, int Year);

public sealed record Department(string Id, Title Title);

public sealed record PlanPart(string Id, Title Title);

/// <param name="Leads">Departments in charge, as the plan's text names them.</param>
public sealed record Article(int Number, string Part, Title Title, IReadOnlyList<string> Leads);

/// <summary>The indicators, as gis-data/plan/indicators.json holds them: one to a line.</summary>
public sealed record PlanIndicators(IReadOnlyList<UnitOfMeasure> Units, IReadOnlyList<Indicator> Indicators);

public sealed record UnitOfMeasure(string Id, Title Title);

/// <summary>How the value of an indicator is found.</summary>
[JsonConverter(typeof(IndicatorKindNames))]
public enum IndicatorKind
{
    /// <summary>Features of a layer.</summary>
    Count,
    /// <summary>A field added up over features.</summary>
    Sum,
    /// <summary>The least value of a field: a chain is as strong as its weakest link.</summary>
    Minimum,
    /// <summary>Kilometres of lines, shared among the counties that they cross.</summary>
    Length,
    /// <summary>Features that meet a condition in those that should.</summary>
    Share,
    /// <summary>People or zones that a layer reaches.</summary>
    Coverage,
    /// <summary>Areas whose rating has at least so many stars, in all areas.</summary>
    Rated,
    /// <summary>A figure that a city or the province uploads.</summary>
    Reported,
    /// <summary>Other indicators, normalised and weighted.</summary>
    Composite,
}

public sealed class AggregationNames() : JsonStringEnumConverter<Aggregation>(JsonNamingPolicy.KebabCaseLower);

public sealed class MissingRuleNames() : JsonStringEnumConverter<MissingRule>(JsonNamingPolicy.KebabCaseLower);

public sealed class IndicatorKindNames() : JsonStringEnumConverter<IndicatorKind>(JsonNamingPolicy.CamelCase);

/// <summary>One indicator. <see cref="Level"/> is the finest level that it is found at: county, city or province.</summary>
public sealed record Indicator(string Id, int Article, Title Title, string Unit, string Level, IReadOnlyList<string> Leads, IndicatorKind Kind)
{
    public double? Target { get; init; }
    /// <summary>The plan says 左右 or 普遍.</summary>
    public bool About { get; init; }
    /// <summary>up or down: which way is better.</summary>
    public string Direction { get; init; } = "up";
    /// <summary>The year at whose end the target is due; the plan's when left out.</summary>
    public int? Year { get; init; }
    /// <summary>each: the target holds for every area, as shares do; otherwise for the province as a whole.</summary>
    public string? Applies { get; init; }
    /// <summary>Where the plan wants it, by name.</summary>
    public IReadOnlyList<string> TargetAreas { get; init; } = [];
    public int Decimals { get; init; }
    public Title? Note { get; init; }

    public string? Layer { get; init; }
    public string? Field { get; init; }
    /// <summary>What is counted: all conditions hold.</summary>
    public IReadOnlyList<Condition> Where { get; init; } = [];
    /// <summary>What a share is of.</summary>
    public IReadOnlyList<Condition> Of { get; init; } = [];
    /// <summary>The layer of zones whose coverage is asked; people when left out.</summary>
    public string? Zones { get; init; }
    /// <summary>people, functional (zones that count as covered) or presence (zones with a site inside).</summary>
    public string? Measure { get; init; }
    /// <summary>Which of the coverage's measures counts: covered, deep, within5; covered when left out.</summary>
    public string? Reach { get; init; }

    public string? RatingLevel { get; init; }
    public int? Stars { get; init; }

    /// <summary>sum: the figures of areas below add up where an area has reported none itself.</summary>
    public string? Aggregate { get; init; }
    /// <summary>The unit of one area's report where it differs: an area reports yes, the province counts cities.</summary>
    public string? ReportUnit { get; init; }

    public IReadOnlyList<Component> Components { get; init; } = [];
    [JsonConverter(typeof(AggregationNames))] public Aggregation? Aggregation { get; init; }
    [JsonConverter(typeof(MissingRuleNames))] public MissingRule? Missing { get; init; }

    public bool AppliesToEach => Applies == "each";
}

/// <summary>What must be true of a feature: its value is one of these, or within these limits.</summary>
public sealed record Condition(string Field)
{
    public IReadOnlyList<string>? In { get; init; }
    public double? AtLeast { get; init; }
    public double? AtMost { get; init; }
}

/// <summary>An indicator's part in a composite: normalised by min-max between fixed goalposts, which compare across years.</summary>
public sealed record Component(string Indicator, double Weight, double Min, double Max)
{
    /// <summary>10k-people or million-people: the value is divided by those of the area.</summary>
    public string? Per { get; init; }
}
