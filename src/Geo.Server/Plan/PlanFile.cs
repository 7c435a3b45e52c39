using System.Text.RegularExpressions;
using Geo.Server.Layers;

namespace Geo.Server.Plan;

/// <summary>Reads articles.json and indicators.json and checks them against each other and the layers. Every refusal names file and line.</summary>
public static partial class PlanFile
{
    private static readonly string[] Levels = ["province", "city", "county"];
    private static readonly string[] Measures = ["people", "functional", "presence"];
    internal static readonly string[] Bases = ["10k-people", "million-people"];

    public static PlanArticles ReadArticles(string path)
    {
        var (plan, json) = DefinitionFile.Read<PlanArticles>(path);
        Refuse(path, json, Problems(plan));
        return plan;
    }

    public static PlanIndicators ReadIndicators(string path, PlanArticles plan, LayerCatalog layers)
    {
        var (indicators, json) = DefinitionFile.Read<PlanIndicators>(path);
        Refuse(path, json, Problems(indicators, plan, layers));
        return indicators;
    }

    internal static void Refuse(string path, byte[] json, IEnumerable<(string Place, string Problem)> problems)
    {
        var lines = new JsonLines(json);
        foreach (var (place, problem) in problems) throw new DefinitionException(path, lines.Of(place), problem);
    }

    private static IEnumerable<(string, string)> Problems(PlanArticles plan)
    {
        for (var i = 0; i < plan.Articles.Count; i++)
        {
            var (article, here) = (plan.Articles[i], $"articles[{i}]");
            if (article.Number != i + 1) yield return ($"{here}.number", $"Article {article.Number} stands where {i + 1} is due.");
            if (plan.Parts.All(part => part.Id != article.Part)) yield return ($"{here}.part", $"Unknown part '{article.Part}'.");
            foreach (var problem in LeadProblems(article.Leads, plan, here)) yield return problem;
        }
    }

    private static IEnumerable<(string, string)> Problems(PlanIndicators file, PlanArticles plan, LayerCatalog layers)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < file.Indicators.Count; i++)
        {
            var (indicator, here) = (file.Indicators[i], $"indicators[{i}]");
            if (!KebabCase().IsMatch(indicator.Id)) yield return ($"{here}.id", $"The id '{indicator.Id}' must be lower-case letters, digits and hyphens.");
            if (!ids.Add(indicator.Id)) yield return ($"{here}.id", $"The indicator '{indicator.Id}' is there twice.");
            if (plan.Articles.All(article => article.Number != indicator.Article)) yield return ($"{here}.article", $"The plan has no article {indicator.Article}.");
            if (file.Units.All(unit => unit.Id != indicator.Unit)) yield return ($"{here}.unit", $"Unknown unit '{indicator.Unit}'; declare it under units.");
            if (indicator.ReportUnit is { } unit && file.Units.All(known => known.Id != unit)) yield return ($"{here}.reportUnit", $"Unknown unit '{unit}'; declare it under units.");
            if (!Levels.Contains(indicator.Level)) yield return ($"{here}.level", $"A level is one of {string.Join(", ", Levels)}, not '{indicator.Level}'.");
            if (indicator.Direction is not ("up" or "down")) yield return ($"{here}.direction", $"A direction is up or down, not '{indicator.Direction}'.");
            if (indicator.Applies is not (null or "each")) yield return ($"{here}.applies", $"'applies' is each, or left out, not '{indicator.Applies}'.");
            foreach (var problem in LeadProblems(indicator.Leads, plan, here)) yield return problem;
            foreach (var problem in KindProblems(indicator, here, layers)) yield return problem;
            for (var k = 0; k < indicator.Components.Count; k++)
                foreach (var problem in ComponentProblems(indicator.Components[k], $"{here}.components[{k}]", file)) yield return problem;
        }
    }

    /// <summary>What a composite may be made of: nothing that is made of it.</summary>
    internal static IEnumerable<(string, string)> ComponentProblems(Component component, string here, PlanIndicators file)
    {
        var part = file.Indicators.FirstOrDefault(indicator => indicator.Id == component.Indicator);
        if (part is null) yield return ($"{here}.indicator", $"Unknown indicator '{component.Indicator}'.");
        else if (part.Kind is IndicatorKind.Composite or IndicatorKind.Rated) yield return ($"{here}.indicator", $"'{part.Id}' is itself made of scores.");
        if (!(component.Weight >= 0 && double.IsFinite(component.Weight))) yield return ($"{here}.weight", $"A weight is at least 0, not {component.Weight}.");
        if (!(component.Max > component.Min)) yield return ($"{here}.max", $"The upper goalpost {component.Max} must be above the lower, {component.Min}.");
        if (component.Per is not null && !Bases.Contains(component.Per)) yield return ($"{here}.per", $"'per' is one of {string.Join(", ", Bases)}, not '{component.Per}'.");
    }

    private static IEnumerable<(string, string)> LeadProblems(IReadOnlyList<string> leads, PlanArticles plan, string here)
    {
        for (var k = 0; k < leads.Count; k++)
            if (plan.Departments.All(department => department.Id != leads[k])) yield return ($"{here}.leads[{k}]", $"Unknown department '{leads[k]}'.");
    }

    private static IEnumerable<(string, string)> KindProblems(Indicator indicator, string here, LayerCatalog layers)
    {
        var needsLayer = indicator.Kind is IndicatorKind.Count or IndicatorKind.Sum or IndicatorKind.Minimum or IndicatorKind.Length
            or IndicatorKind.Share or IndicatorKind.Coverage;
        if (needsLayer != indicator.Layer is not null) yield return ($"{here}.layer", $"The kind '{indicator.Kind}' {(needsLayer ? "needs" : "has no")} layer.");
        if (indicator.Layer is { } id)
            foreach (var problem in LayerProblems(indicator, layers.Find(id), here, layers)) yield return problem;
        if (indicator.Kind is IndicatorKind.Sum or IndicatorKind.Minimum && indicator.Field is null) yield return (here, $"The kind '{indicator.Kind}' needs a field.");
        if (indicator.Kind == IndicatorKind.Coverage != indicator.Measure is not null || (indicator.Measure is { } measure && !Measures.Contains(measure)))
            yield return ($"{here}.measure", $"A coverage, and only it, has a measure: one of {string.Join(", ", Measures)}.");
        if (indicator.Kind == IndicatorKind.Coverage && indicator.Measure == "people" != indicator.Zones is null)
            yield return ($"{here}.zones", "Zones are covered by 'functional' or 'presence', people by 'people'.");
        if (indicator.Kind == IndicatorKind.Rated && (indicator.Stars is not (>= 1 and <= 5) || indicator.RatingLevel is not ("city" or "county")))
            yield return ($"{here}.stars", "A rated share needs stars, 1 to 5, and ratingLevel, city or county.");
        if (indicator.Kind == IndicatorKind.Composite && (indicator.Components.Count == 0 || indicator.Aggregation is null || indicator.Missing is null))
            yield return ($"{here}.components", "A composite needs components, aggregation and missing.");
        if (indicator.Aggregate is not (null or "sum")) yield return ($"{here}.aggregate", $"'aggregate' is sum, or left out, not '{indicator.Aggregate}'.");
    }

    private static IEnumerable<(string, string)> LayerProblems(Indicator indicator, Layer? layer, string here, LayerCatalog layers)
    {
        if (layer is null or { Role: LayerRole.Area })
        {
            yield return ($"{here}.layer", $"There is no layer of sites or zones '{indicator.Layer}'.");
            yield break;
        }
        if (indicator.Field is { } field && layer.Field(field) is not { Type: FieldType.Integer or FieldType.Number })
            yield return ($"{here}.field", $"The layer '{layer.Id}' has no number '{field}'.");
        if (indicator.Kind == IndicatorKind.Length && layer.Definition.GeometryType != "LineString") yield return ($"{here}.layer", $"The layer '{layer.Id}' has no lines to measure.");
        var zones = layer;
        if (indicator.Zones is { } id)
        {
            if (layers.Find(id) is not { Role: LayerRole.Zone } found)
            {
                yield return ($"{here}.zones", $"There is no layer of zones '{id}'.");
                yield break;
            }
            zones = found;
        }
        foreach (var problem in ConditionProblems(indicator.Where, layer, $"{here}.where")) yield return problem;
        foreach (var problem in ConditionProblems(indicator.Of, zones, $"{here}.of")) yield return problem;
    }

    private static IEnumerable<(string, string)> ConditionProblems(IReadOnlyList<Condition> conditions, Layer layer, string here)
    {
        for (var k = 0; k < conditions.Count; k++)
        {
            var (condition, place) = (conditions[k], $"{here}[{k}]");
            var field = layer.Field(condition.Field);
            if (field is null) yield return ($"{place}.field", $"The layer '{layer.Id}' has no field '{condition.Field}'.");
            else if (condition.In is not null && field.Domain is { } domain && condition.In.FirstOrDefault(value => domain.All(known => known.Value != value)) is { } stranger)
                yield return ($"{place}.in", $"'{field.Name}' is never '{stranger}'.");
            else if (condition.In is null && field.Type is not (FieldType.Integer or FieldType.Number)) yield return ($"{place}.field", $"'{field.Name}' is no number to compare.");
            if (condition.In is null == (condition.AtLeast is null && condition.AtMost is null)) yield return (place, "A condition has either 'in' or limits.");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]*$")] private static partial Regex KebabCase();
}
