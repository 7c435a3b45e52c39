using System.Globalization;
using Geo.Server.Layers;

namespace Geo.Server.Coverage;

/// <summary>What a percentage was computed with; shown with every percentage.</summary>
/// <param name="DefaultedShare">Of the sites in service, those that stated no power, height or band.</param>
/// <param name="LeftOut">Sites that the model does not hold for, such as an antenna higher than its range; they cover nothing.</param>
public sealed record AssumptionSet(
    string Id, string Model, IReadOnlyDictionary<string, BandRule>? Bands, double? ThresholdDbm, double? EdgeProbability, string? Building,
    double? EntryMarginDb, PeopleSource Population, double GridM, long Sites, double DefaultedShare, long LeftOut, Title Text);

internal static class Assumptions
{
    public static AssumptionSet Of(CoverageVersion version, Ground ground)
    {
        var (radio, rule) = (version.Model as RadioModel, version.Model.Rule);
        return new AssumptionSet(
            version.AssumptionsId, Name(version.Model), rule.Radio?.Bands, rule.Radio?.ThresholdDbm, rule.Radio?.EdgeProbability, rule.Radio?.Deep.Building,
            radio?.EntryMarginDb, ground.Source, rule.CellM, version.Sites, version.Sites == 0 ? 0 : version.Defaulted / (double)version.Sites, version.LeftOut,
            Text(version, ground.Source));
    }

    private static string Name(CoverageModel model) => model switch
    {
        RadioModel radio => $"3GPP TR 38.901 {radio.Radio.UrbanModel}/{radio.Radio.RuralModel}",
        ReachModel => "euclidean-distance-times-circuity",
        _ => "fibre-round-trip",
    };

    private static Title Text(CoverageVersion version, PeopleSource people)
    {
        var (zhPeople, enPeople) = people == PeopleSource.Census ? ("2020 年普查人口按城乡均匀分布", "2020 census, spread evenly over town and country") : ($"{people.Source}（{people.Year}）", $"{people.Source} ({people.Year})");
        var cell = version.Model.Grid.CellM.ToString("0.###", CultureInfo.InvariantCulture);
        return version.Model switch
        {
            RadioModel { Radio: var radio } model => new(
                $"3GPP TR 38.901（城区 {radio.UrbanModel}，其他 {radio.RuralModel}），电平以 {radio.EdgeProbability:P0} 概率超过；{radio.ThresholdDbm} dBm 及以上为覆盖；深度覆盖另加建筑穿透余量 {model.EntryMarginDb} dB，且不少于 {radio.Deep.Sites} 个站；{cell} 米网格；{zhPeople}；{version.Sites} 个在用站址中 {version.Defaulted} 个使用缺省参数，{version.LeftOut} 个超出模型范围未计入。",
                $"3GPP TR 38.901 ({radio.UrbanModel} in town, {radio.RuralModel} elsewhere), level exceeded with {radio.EdgeProbability * 100:0.#} % probability; covered from {radio.ThresholdDbm} dBm; deep: {model.EntryMarginDb} dB more for building entry, and by {radio.Deep.Sites} site(s) or more; cells of {cell} m; {enPeople}; of {version.Sites} sites in service {version.Defaulted} took defaults and {version.LeftOut} lie outside the model's range and are not counted."),
            ReachModel { Reach: var reach } => new(
                $"到最近站点的直线距离 × {reach.Circuity}（绕行系数）；{reach.CoveredM / 1000} 公里内为覆盖；2SFCA 搜索半径 {reach.CatchmentM / 1000} 公里；{cell} 米网格；{zhPeople}；{version.Sites} 个在用站点。",
                $"Distance to the nearest site as the crow flies × {reach.Circuity} (circuity); covered within {reach.CoveredM / 1000} km; 2SFCA catchment {reach.CatchmentM / 1000} km; cells of {cell} m; {enPeople}; {version.Sites} sites in service."),
            LatencyModel { Latency: var latency } => new(
                $"到最近站点的光纤往返时延：2 × 距离 × {latency.Circuity} ÷ 204 公里/毫秒 + 设备 {latency.EquipmentMs} 毫秒；{latency.CoveredMs} 毫秒内为覆盖；{cell} 米网格；{zhPeople}；{version.Sites} 个在用站点。",
                $"Round trip to the nearest site over fibre: 2 × distance × {latency.Circuity} ÷ 204 km/ms + {latency.EquipmentMs} ms of equipment; covered within {latency.CoveredMs} ms; cells of {cell} m; {enPeople}; {version.Sites} sites in service."),
            _ => new("", ""),
        };
    }
}
