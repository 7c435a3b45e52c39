namespace Geo.Server.Layers;

/// <summary>A figure of coverage that areas carry as a property like their own.</summary>
/// <param name="LayerId">The layer whose coverage it is of.</param>
/// <param name="Field">Its declaration.</param>
/// <param name="Column">How it is read from the figures of that layer, joined as <see cref="JoinOf"/> says.</param>
public sealed record CoverageFigure(string LayerId, Field Field, Column Column)
{
    /// <summary>SQL that joins the figures of a layer, as its publication in <c>{at}</c> left them, to areas <c>f</c>.</summary>
    /// <param name="layerId">The layer.</param>
    /// <param name="place">Which of <c>{at}</c> is of this layer, from 1.</param>
    // An id is checked to be kebab-case ASCII when its layer.json is read, so it ends neither the literal nor the name.
    public static string JoinOf(string layerId, int place) => $"""
         left join geo.coverage_area "{layerId}" on "{layerId}".layer_id = '{layerId}' and "{layerId}".adcode = f.adcode and "{layerId}".level = f.level
          and "{layerId}".valid_from <= {"{at}"}[{place}] and ("{layerId}".valid_to is null or "{layerId}".valid_to > {"{at}"}[{place}])
        """;
}

/// <summary>Which figures areas carry, from the layers' own coverage rules; a rule that a province has put in their place may count others, and then a figure is not reported.</summary>
public static class CoverageFigures
{
    private const int UnitsPerPerson = 1000;

    public static IReadOnlyList<CoverageFigure> Of(IEnumerable<Layer> layers) => [.. layers.Where(layer => layer.Definition.Coverage is not null).SelectMany(Of)];

    private static IEnumerable<CoverageFigure> Of(Layer layer)
    {
        var rule = layer.Definition.Coverage!;
        // What is counted comes first: a filter would have to quote a name that begins with a digit, such as 5gPeopleCovered.
        var stem = string.Concat(layer.Id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var title = rule.Title ?? layer.Definition.Title;
        CoverageFigure Figure(string name, string unit, Title about, string sql) => new(
            layer.Id, new Field(name, FieldType.Number, new Title($"{title.Zh} · {about.Zh}", $"{title.En}: {about.En}")) { Unit = unit, Minimum = 0 }, new Column(name, sql, FieldType.Number));
        CoverageFigure Share(string name, Title about, string measure, int at) =>
            Figure($"{name}{stem}Percent", "%", about, $"100 * {Amount(measure, at)} / nullif({Amount("all", at)}, 0)");
        string Amount(string measure, int at) => $"(\"{layer.Id}\".figures -> '{measure}' -> {at})::float8";

        if (rule.Kind == CoverageKind.Radio)
        {
            yield return Share("peopleCovered", new("人口覆盖率", "people covered"), "covered", 1);
            yield return Share("areaCovered", new("面积覆盖率", "area covered"), "covered", 0);
            yield return Share("peopleDeep", new("深度覆盖人口比例", "people deeply covered"), "deep", 1);
            yield return Share("areaDeep", new("深度覆盖面积比例", "area deeply covered"), "deep", 0);
        }
        foreach (var metres in rule.Reach?.WithinM ?? [])
            yield return Share($"peopleWithin{(metres % 1000 == 0 ? $"{metres / 1000:0}Km" : $"{Number(metres)}M")}", new($"{metres:0.###} 米内人口比例", $"people within {metres:0.###} m"), $"within{metres:0.###}", 1);
        foreach (var milliseconds in rule.Latency?.WithinMs ?? [])
            yield return Share($"peopleWithin{Number(milliseconds)}Ms", new($"时延 {milliseconds:0.###} 毫秒内人口比例", $"people within {milliseconds:0.###} ms"), $"within{milliseconds:0.###}", 1);
        yield return Figure($"peopleUncovered{stem}", "{person}", new("未覆盖人口", "people not covered"), $"({Amount("all", 1)} - {Amount("covered", 1)}) / {UnitsPerPerson}");
    }

    // A name has no point: 0.5 is 0p5.
    private static string Number(double value) => $"{value:0.###}".Replace('.', 'p');
}
