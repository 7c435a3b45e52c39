using Geo.Server.Ogc.Common;
using Geo.Server.Operations;

namespace Geo.Server.Plan;

/// <summary>What every question about figures may say: which definitions, which state of the data, which period, which form.</summary>
internal sealed class PlanQuery
{
    private readonly QueryParameters _parameters;

    public PlanQuery(HttpRequest request, params IEnumerable<string> others)
    {
        _parameters = new QueryParameters(request, ["version", "at", "period", "f", "lang", .. others]);
        Format = _parameters["f"] ?? "json";
        if (Format is not ("json" or "csv" or "xlsx")) throw ProblemException.BadRequest("invalid-f", $"'f' must be json, csv or xlsx, not '{Format}'.");
        Language = _parameters["lang"] ?? request.LanguageOf();
        if (Language is not ("zh" or "en")) throw ProblemException.BadRequest("invalid-lang", $"'lang' must be zh or en, not '{Language}'.");
    }

    public string Format { get; }
    public string Language { get; }
    public string? this[string name] => _parameters[name];

    public Task<PlanMoment> MomentAsync(PlanReading reading, CancellationToken cancel) =>
        reading.MomentAsync(_parameters.WholeNumber("version", 1), _parameters.WholeNumber("at", 0), cancel);

    public PlanPeriod Period(PlanMoment moment) => PlanPeriod.Asked(_parameters["period"], moment.Version.Plan.Articles.Plan.Year);

    /// <summary>The address that gives this very answer again, however much is published or edited later.</summary>
    public static string Citation(HttpRequest request, PlanMoment moment, PlanPeriod period)
    {
        var kept = request.Query.Where(pair => pair.Key is not ("version" or "at" or "period" or "f" or "lang")).Select(pair => $"&{pair.Key}={Uri.EscapeDataString(pair.Value.ToString())}");
        return $"{request.Path}?version={moment.Version.Number}&at={moment.At}&period={period.Text}{string.Concat(kept)}";
    }
}
