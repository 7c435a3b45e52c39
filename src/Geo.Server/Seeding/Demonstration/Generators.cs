using Geo.Server.Submissions;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>Makes a layer's features from its demo.json and from where people live.</summary>
public delegate IReadOnlyList<SubmittedFeature> Generator(string demoFile, IReadOnlyList<Settlement> settlements);

/// <summary>Which layers can be invented. A radio site is not made like a charging station, so each has its own generator.</summary>
public static class Generators
{
    /// <summary>The layer whose settings say where people live; all others build on it.</summary>
    public const string UrbanArea = "urban-area";

    private static readonly Dictionary<string, Generator> ById = new()
    {
        [UrbanArea] = From<UrbanAreaSettings>(UrbanArea, UrbanAreas.Make),
        ["development-zone"] = From<DevelopmentZoneSettings>("development-zone", DevelopmentZones.Make),
        ["5g"] = From<FiveGSettings>("5g", FiveGSites.Make),
        ["nb-iot"] = From<NbIotSettings>("nb-iot", NbIotSites.Make),
        ["charging"] = From<ChargingSettings>("charging", ChargingStations.Make),
        ["data-centre"] = From<EdgeNodeSettings>("data-centre", EdgeNodes.Make),
    };

    public static Generator? Find(string layerId) => ById.GetValueOrDefault(layerId);

    private static Generator From<T>(string layerId, Func<string, T, IReadOnlyList<Settlement>, IReadOnlyList<SubmittedFeature>> make)
        where T : DemoSettings =>
        (demoFile, settlements) => make(layerId, DemoFile.Read<T>(demoFile), settlements);
}
