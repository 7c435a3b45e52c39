using Geo.Server.Layers;
using Geo.Server.Plan;
using Sylvan.Data.Csv;

namespace Geo.Server.Ratings;

/// <summary>Reads the rating standard and the published ratings and checks them. Every refusal names file and line.</summary>
public static class RatingFile
{
    private static readonly string[] Statuses = ["pilot", "pre-pilot", "named", "awarded"];

    public static RatingStandard ReadStandard(string path, PlanIndicators indicators)
    {
        var (standard, json) = DefinitionFile.Read<RatingStandard>(path);
        PlanFile.Refuse(path, json, Problems(standard, indicators));
        return standard;
    }

    public static IReadOnlyList<PublishedRating> ReadPublished(string path)
    {
        if (!File.Exists(path)) throw new DefinitionException(path, 1, "The file is missing.");
        using var csv = CsvDataReader.Create(path);
        var ratings = new List<PublishedRating>();
        while (csv.Read())
        {
            var rating = new PublishedRating(Text("level"), Text("adcode"), Text("name"), Text("status"), csv.GetInt32(csv.GetOrdinal("stars")),
                csv.GetInt32(csv.GetOrdinal("year")), Text("batch"), Text("source"));
            if (!Statuses.Contains(rating.Status)) throw new DefinitionException(path, csv.RowNumber + 1, $"A status is one of {string.Join(", ", Statuses)}, not '{rating.Status}'.");
            if (rating.Source.Length == 0) throw new DefinitionException(path, csv.RowNumber + 1, "A published rating names its source.");
            ratings.Add(rating);
        }
        return ratings;

        string Text(string column) => csv.GetString(csv.GetOrdinal(column));
    }

    private static IEnumerable<(string, string)> Problems(RatingStandard standard, PlanIndicators indicators)
    {
        for (var i = 1; i < standard.Stars.Count; i++)
            if (standard.Stars[i].FromScore <= standard.Stars[i - 1].FromScore || standard.Stars[i].Stars <= standard.Stars[i - 1].Stars)
                yield return ($"stars[{i}]", "Stars and their scores rise from one to the next.");
        for (var i = 0; i < standard.Domains.Count; i++)
            if (!(standard.Domains[i].Weight >= 0 && double.IsFinite(standard.Domains[i].Weight))) yield return ($"domains[{i}].weight", "A weight is at least 0.");
        if (standard.Domains.All(domain => domain.Weight == 0)) yield return ("domains", "At least one domain has a weight.");
        for (var i = 0; i < standard.Bonus.Count; i++)
            if (indicators.Indicators.All(indicator => indicator.Id != standard.Bonus[i].Indicator)) yield return ($"bonus[{i}].indicator", $"Unknown indicator '{standard.Bonus[i].Indicator}'.");
        for (var s = 0; s < standard.Sets.Count; s++)
        {
            var set = standard.Sets[s];
            if (set.Level is not ("city" or "county")) yield return ($"sets[{s}].level", $"A set is for cities or counties, not '{set.Level}'.");
            for (var i = 0; i < set.Items.Count; i++)
            {
                var here = $"sets[{s}].items[{i}]";
                if (standard.Domains.All(domain => domain.Id != set.Items[i].Domain)) yield return ($"{here}.domain", $"Unknown domain '{set.Items[i].Domain}'.");
                foreach (var problem in PlanFile.ComponentProblems(set.Items[i].Component, here, indicators)) yield return problem;
            }
        }
    }
}
