using System.Text.Json;
using Geo.Server.Layers;
using Geo.Server.Ratings;

namespace Geo.Server.Plan;

/// <summary>The plan and its ratings as gis-data declares them, read and checked once at start.</summary>
public sealed record PlanCatalog(PlanArticles Articles, PlanIndicators Indicators, RatingStandard Standard, IReadOnlyList<PublishedRating> Published)
{
    /// <summary>As the database keeps it, and gives it back.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <exception cref="DefinitionException">A file cannot be used; the message names file and line.</exception>
    public static PlanCatalog Load(LayerCatalog layers)
    {
        var (plan, ratings) = (Path.Combine(layers.Folder, "plan"), Path.Combine(layers.Folder, "ratings"));
        var articles = PlanFile.ReadArticles(Path.Combine(plan, "articles.json"));
        var indicators = PlanFile.ReadIndicators(Path.Combine(plan, "indicators.json"), articles, layers);
        return new PlanCatalog(articles, indicators,
            RatingFile.ReadStandard(Path.Combine(ratings, "standard.json"), indicators),
            RatingFile.ReadPublished(Path.Combine(ratings, "published.csv")));
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static PlanCatalog FromJson(string json) => JsonSerializer.Deserialize<PlanCatalog>(json, Json)!;

    public Indicator? Find(string id) => Indicators.Indicators.FirstOrDefault(indicator => indicator.Id == id);
}
