using System.Text.Json;
using Geo.Core.Radio;

namespace Geo.Server.Coverage;

/// <summary>What coverage reads of a site's attributes. The fields are those of the layers' declarations; any may be missing.</summary>
internal sealed record SiteAttributes
{
    public static readonly SiteAttributes None = new();

    public string? Band { get; init; }
    public string? Scenario { get; init; }
    public double? HeightM { get; init; }
    public double? PowerDbm { get; init; }
    public double? GainDbi { get; init; }
    public double? FrequencyGhz { get; init; }
    public IReadOnlyList<SectorAttributes> Sectors { get; init; } = [];

    public static SiteAttributes Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var site = document.RootElement;
        if (site.ValueKind != JsonValueKind.Object) return None;
        return new SiteAttributes
        {
            Band = Text(site, "band"), Scenario = Text(site, "scenario"), HeightM = Number(site, "heightM"), PowerDbm = Power(site),
            GainDbi = Number(site, "gainDbi"), FrequencyGhz = Number(site, "frequencyMhz") / 1000,
            Sectors = site.TryGetProperty("sectors", out var sectors) && sectors.ValueKind == JsonValueKind.Array
                ? [.. sectors.EnumerateArray().Where(sector => sector.ValueKind == JsonValueKind.Object).Select(sector => new SectorAttributes
                {
                    Band = Text(sector, "band"), AzimuthDeg = Number(sector, "azimuthDeg"), TiltDeg = Number(sector, "tiltDeg"),
                    PowerDbm = Power(sector), GainDbi = Number(sector, "gainDbi"), BandwidthMhz = Number(sector, "bandwidthMhz"),
                })]
                : [],
        };
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static double? Power(JsonElement element) => Number(element, "powerDbm") ??
        (Number(element, "powerW") is { } watts && LinkBudget.PowerLimitsW.Contains(watts) ? LinkBudget.DbmOfWatts(watts) : null);
}

/// <summary>What coverage reads of one of a site's cells.</summary>
internal sealed record SectorAttributes
{
    public string? Band { get; init; }
    public double? AzimuthDeg { get; init; }
    public double? TiltDeg { get; init; }
    public double? PowerDbm { get; init; }
    public double? GainDbi { get; init; }
    public double? BandwidthMhz { get; init; }
}
