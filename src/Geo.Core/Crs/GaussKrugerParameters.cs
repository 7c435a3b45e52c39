using System.Globalization;

namespace Geo.Core.Crs;

/// <summary>What makes one Gauss-Krüger plane: the projection's parameters, the latitude of origin being the equator.</summary>
/// <param name="CentralMeridianDeg">Central meridian, degrees.</param>
/// <param name="FalseEastingM">Easting of the central meridian, metres; the zone number stands before the 500 km where it is written.</param>
/// <param name="FalseNorthingM">Northing of the equator, metres.</param>
/// <param name="Scale">Scale on the central meridian.</param>
internal readonly record struct GaussKrugerParameters(
    double CentralMeridianDeg, double FalseEastingM, double FalseNorthingM = 0, double Scale = 1)
{
    /// <summary>China's westernmost and easternmost longitudes, a few degrees spared.</summary>
    private static readonly CoordinateRange CentralMeridianRange = new(70, 140, "°");
    private static readonly CoordinateRange FalseEastingRange = new(-100_000_000, 100_000_000, "m");
    private static readonly CoordinateRange FalseNorthingRange = new(-10_000_000, 10_000_000, "m");
    private static readonly CoordinateRange ScaleRange = new(0.99, 1.01, "");

    /// <summary>The code of a local meridian: "GK:CM=118.5,FE=500000", with FN, K and DATUM where they are not 0, 1 and 4490.</summary>
    internal string LocalCode(GeodeticDatum datum)
    {
        var invariant = CultureInfo.InvariantCulture;
        string falseNorthing = FalseNorthingM == 0 ? "" : string.Create(invariant, $",FN={FalseNorthingM}");
        string scale = Scale == 1 ? "" : string.Create(invariant, $",K={Scale}");
        string on = datum == GeodeticDatum.Cgcs2000 ? "" : $",DATUM={datum.GeographicEpsg}";
        return string.Create(invariant, $"GK:CM={CentralMeridianDeg},FE={FalseEastingM}{falseNorthing}{scale}{on}");
    }

    /// <summary>Reads what <see cref="LocalCode"/> writes.</summary>
    internal static bool TryParseLocalCode(string code, out GaussKrugerParameters parameters, out GeodeticDatum datum)
    {
        parameters = new GaussKrugerParameters(double.NaN, double.NaN);
        datum = GeodeticDatum.Cgcs2000;
        if (!code.StartsWith("GK:", StringComparison.OrdinalIgnoreCase))
            return false;
        var seen = new HashSet<string>();
        foreach (string part in code[3..].Split(','))
        {
            string[] pair = part.Split('=');
            string key = pair[0].Trim().ToUpperInvariant();
            if (pair.Length != 2 || !seen.Add(key) || !double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
                return false;
            switch (key)
            {
                case "CM": parameters = parameters with { CentralMeridianDeg = value }; break;
                case "FE": parameters = parameters with { FalseEastingM = value }; break;
                case "FN": parameters = parameters with { FalseNorthingM = value }; break;
                case "K": parameters = parameters with { Scale = value }; break;
                case "DATUM" when GeodeticDatum.All.FirstOrDefault(known => known.GeographicEpsg == value) is { } known: datum = known; break;
                default: return false;
            }
        }
        return parameters.IsWithinRange;
    }

    /// <summary>Whether every parameter is possible in China.</summary>
    internal bool IsWithinRange => CentralMeridianRange.Contains(CentralMeridianDeg) && FalseEastingRange.Contains(FalseEastingM)
        && FalseNorthingRange.Contains(FalseNorthingM) && ScaleRange.Contains(Scale);

    /// <summary>Refuses parameters that no plane in China has, naming the range.</summary>
    internal void ThrowIfOutOfRange()
    {
        const string system = "a local meridian";
        CentralMeridianRange.ThrowIfOutside(CentralMeridianDeg, "centralMeridianDeg", system);
        FalseEastingRange.ThrowIfOutside(FalseEastingM, "falseEastingM", system);
        FalseNorthingRange.ThrowIfOutside(FalseNorthingM, "falseNorthingM", system);
        ScaleRange.ThrowIfOutside(Scale, "scale", system);
    }
}
