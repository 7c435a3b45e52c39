namespace Geo.Server.Ogc.Features;

/// <summary>The units of fields as the Unified Code for Units of Measure writes them, which Features Part 5 asks for.</summary>
public static class Ucum
{
    // Those that are written the same are not here.
    private static readonly Dictionary<string, string> Codes = new()
    {
        ["percent"] = "%",
        ["°"] = "deg",
        ["ha"] = "har",
        ["km²"] = "km2",
        ["m²"] = "m2",
        ["m³"] = "m3",
        ["10^6.m³"] = "10*6.m3",
        ["Mbps"] = "Mbit/s",
        ["mbps"] = "Mbit/s",
        ["PB"] = "PBy",
    };

    private static readonly HashSet<string> Same = ["%", "m", "km", "km/h", "t", "min", "A", "V", "W", "kW", "MHz"];

    /// <summary>What is no unit to UCUM, a count of things or a level against a reference, becomes an annotation: {berth}, {dBm}.</summary>
    public static string Of(string unit) => Codes.TryGetValue(unit, out var code) ? code : Same.Contains(unit) || unit.StartsWith('{') ? unit : $"{{{unit}}}";
}
