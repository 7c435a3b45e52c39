using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>Where people live in a county: its main urban area, and towns in the rest of it. The same for every layer.</summary>
public sealed class Settlement
{
    // At the rim of an urban area sites are this much as dense as in its centre.
    private const double RimDensity = 0.15;
    private const int MostTowns = 40;
    private const int MostTries = 200_000;

    private readonly IndexedPointInAreaLocator _county;
    private readonly IndexedPointInAreaLocator _urban;
    private readonly double _urbanRadiusKm;
    private readonly TownSettings _townSettings;
    private readonly Coordinate[] _towns;

    public Settlement(County county, UrbanAreaSettings settings)
    {
        County = county;
        Plane = new LocalPlane(county.Label);
        Bounds = Clip.WithoutMargin(county.Shape);
        UrbanArea = UrbanOutline.Of(county, Bounds, settings);
        _county = new IndexedPointInAreaLocator(county.Shape);
        _urban = new IndexedPointInAreaLocator(UrbanArea);
        _urbanRadiusKm = UrbanArea.Coordinates.Max(Plane.DistanceKm);
        _townSettings = settings.Towns;

        var random = new SplitMix64(settings.Seed, $"{county.Adcode} towns");
        var towns = Math.Clamp((int)Math.Round(county.RuralPeople / settings.Towns.RuralPeoplePerTown), 1, MostTowns);
        _towns = [.. Enumerable.Range(0, towns).Select(_ => Anywhere(random))];
    }

    public County County { get; }
    public LocalPlane Plane { get; }

    /// <summary>The county without a narrow margin: what is cut by it lies wholly inside.</summary>
    public Geometry Bounds { get; }

    public Polygon UrbanArea { get; }

    public bool IsUrban(Coordinate position) => _urban.Locate(position) != Location.Exterior;

    /// <summary>A place inside the main urban area, denser towards the centre.</summary>
    public Coordinate Urban(SplitMix64 random) => Try(() =>
    {
        var position = InEnvelope(UrbanArea.EnvelopeInternal, random);
        return random.Unit() < 1 - (1 - RimDensity) * Plane.DistanceKm(position) / _urbanRadiusKm && _urban.Locate(position) == Location.Interior
            ? position : null;
    });

    /// <summary>A place in the rest of the county: around a town, or anywhere.</summary>
    public Coordinate Rural(SplitMix64 random) => random.Unit() >= _townSettings.ShareOfRuralSites ? Anywhere(random) : Try(() =>
    {
        var (eastKm, northKm) = Plane.Of(_towns[random.Below(_towns.Length)]);
        var position = Plane.At(eastKm + _townSettings.SpreadKm * random.Bell(), northKm + _townSettings.SpreadKm * random.Bell());
        return IsRural(position) ? position : null;
    });

    private Coordinate Anywhere(SplitMix64 random) => Try(() =>
    {
        var position = InEnvelope(County.Shape.EnvelopeInternal, random);
        return IsRural(position) ? position : null;
    });

    // Rounded first and tested then: what is stored is what was found inside.
    private bool IsRural(Coordinate position) => _county.Locate(position) == Location.Interior && !IsUrban(position);

    private static Coordinate InEnvelope(Envelope envelope, SplitMix64 random) =>
        LocalPlane.Rounded(envelope.MinX + envelope.Width * random.Unit(), envelope.MinY + envelope.Height * random.Unit());

    private Coordinate Try(Func<Coordinate?> draw)
    {
        for (var i = 0; i < MostTries; i++)
            if (draw() is { } position) return position;
        throw new InvalidOperationException($"No place was found in {County.Name} ({County.Adcode}).");
    }
}
