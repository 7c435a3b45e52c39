using System.Collections.Concurrent;
using Geo.Core.Radio;

namespace Geo.Core.Coverage;

/// <summary>
/// A radio site: at each place the strongest of its transmitters, each by its link budget and TR 38.901. Decisions
/// where the model says nothing: a place nearer than the model's shortest distance (10 m) has the level of that distance,
/// and a place beyond its longest (5 km) has none from this site, see <see cref="IsCutByModel"/>. A level above the scale's
/// top has the highest code: next to a strong antenna, where no threshold lies.
/// </summary>
public sealed class RadioFootprint : Footprint, IEquatable<RadioFootprint>
{
    private static readonly ConcurrentDictionary<(RadioLink, double Probability), LossTable> Tables = new();
    private static readonly ConcurrentDictionary<(double DowntiltDeg, double UpM), PatternTable> Patterns = new();
    private const int MaxTables = 1000, MaxPatterns = 100;

    private readonly Transmitter[] _transmitters;
    private readonly int _hash;

    /// <summary>Azimuths are turned to a multiple of this where nothing else is said, degrees: at most 2.5° from what was stated.</summary>
    public const double DefaultAzimuthStepDeg = 5;

    /// <summary>A site's footprint.</summary>
    /// <param name="transmitters">Its transmitters, at least one; order does not matter.</param>
    /// <param name="azimuthStepDeg">
    /// Azimuths are turned to the nearest multiple of this, so that sites alike share their templates, degrees, 0 to 60; 0 leaves them.
    /// </param>
    /// <exception cref="ArgumentException">There are none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is outside its range.</exception>
    public RadioFootprint(IEnumerable<Transmitter> transmitters, double azimuthStepDeg = DefaultAzimuthStepDeg)
    {
        if (!(azimuthStepDeg is >= 0 and <= 60))
            throw new ArgumentOutOfRangeException(nameof(azimuthStepDeg), azimuthStepDeg, "The step of azimuths must be 0 to 60°.");
        _transmitters = [.. transmitters.Select(one => Turned(one, azimuthStepDeg)).Distinct()];
        if (_transmitters.Length == 0)
            throw new ArgumentException("A radio site must have a transmitter.", nameof(transmitters));
        Array.Sort(_transmitters, (a, b) => Order(a).CompareTo(Order(b)));
        var hash = new HashCode();
        foreach (var one in _transmitters)
            hash.Add(one);
        _hash = hash.ToHashCode();
    }

    /// <summary>The transmitters, in an order of their own.</summary>
    public IReadOnlyList<Transmitter> Transmitters => _transmitters;

    /// <summary>Whether the level is still kept where the model ends: the map then stops short of what the site may reach.</summary>
    /// <param name="settings">How coverage is computed.</param>
    /// <returns>True where it is cut.</returns>
    public bool IsCutByModel(CoverageSettings settings) =>
        Array.Exists(_transmitters, one => Table(one, settings) is var table && table.ReachM(Peak(one) - settings.Scale.FloorDbm) >= table.FarthestM);

    /// <inheritdoc/>
    public override double ReachM(CoverageSettings settings) =>
        _transmitters.Max(one => Table(one, settings).ReachM(Peak(one) - settings.Scale.FloorDbm));

    /// <inheritdoc/>
    public override Func<double, double, byte> Codes(CoverageSettings settings)
    {
        var parts = Array.ConvertAll(_transmitters, one => new Part(one, Table(one, settings)));
        var scale = settings.Scale;
        return (eastM, northM) =>
        {
            double distanceM = Math.Sqrt(eastM * eastM + northM * northM);
            double levelDbm = Strongest(parts, eastM, northM, distanceM, scale.FloorDbm, exactly: false);
            if (IsNearEdge(levelDbm, scale))
                levelDbm = Strongest(parts, eastM, northM, distanceM, scale.FloorDbm, exactly: true);
            return levelDbm < scale.TopDbm ? scale.CodeOf(levelDbm) : byte.MaxValue;
        };
    }

    /// <inheritdoc/>
    internal override void Fill(CoverageSettings settings, double cellM, int placeRow, int placeColumn, int reach, Span<byte> square)
    {
        var cells = CellGeometry.Of(cellM, settings.PlacesPerCell, placeRow, placeColumn, reach);
        var parts = Array.ConvertAll(_transmitters, one => new Part(one, Table(one, settings)));
        var losses = Array.ConvertAll(parts, part => part.Table.LossesDb(cells));
        var scale = settings.Scale;
        int width = 2 * reach + 1, margin = cells.Reach - reach;
        for (int row = 0; row < width; row++)
        {
            int from = (row + margin) * cells.Width + margin;
            for (int column = 0; column < width; column++)
            {
                int at = from + column;
                double strongestDbm = double.NegativeInfinity, distanceM = cells.DistancesM[at];
                for (int i = 0; i < parts.Length; i++)
                {
                    var part = parts[i];
                    double levelDbm = part.PeakDbm - losses[i][at];
                    if (levelDbm <= Math.Max(strongestDbm, scale.FloorDbm - 1))
                        continue;
                    if (part.Pattern is { } pattern)
                    {
                        double attenuationDb = distanceM > PatternTable.NearestM
                            ? part.PatternTable!.AttenuationDb(cells.BearingsDeg[at] - part.AzimuthDeg, part.UpM / distanceM)
                            : double.NaN;
                        levelDbm += double.IsNaN(attenuationDb) ? pattern.AttenuationDb(cells.EastM(column - reach), cells.NorthM(row - reach), part.UpM) : attenuationDb;
                    }
                    strongestDbm = Math.Max(strongestDbm, levelDbm);
                }
                if (strongestDbm < scale.FloorDbm - LevelScale.StepDb)
                    continue;
                if (IsNearEdge(strongestDbm, scale))
                {
                    double eastM = cells.EastM(column - reach), northM = cells.NorthM(row - reach);
                    strongestDbm = Strongest(parts, eastM, northM, Math.Sqrt(eastM * eastM + northM * northM), scale.FloorDbm, exactly: true);
                }
                square[row * width + column] = strongestDbm < scale.TopDbm ? scale.CodeOf(strongestDbm) : byte.MaxValue;
            }
        }
    }

    /// <summary>Where interpolation could fall on the other side of a code's edge, the level must be computed.</summary>
    private static bool IsNearEdge(double levelDbm, LevelScale scale)
    {
        const double steps = 2 * (LossTable.ErrorDb + PatternTable.ErrorDb) / LevelScale.StepDb;
        double at = (levelDbm - scale.FloorDbm) / LevelScale.StepDb, above = at - Math.Floor(at);
        return above <= steps || above >= 1 - steps;
    }

    /// <inheritdoc/>
    public bool Equals(RadioFootprint? other) => other is not null && _hash == other._hash && _transmitters.AsSpan().SequenceEqual(other._transmitters);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RadioFootprint);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    private static Transmitter Turned(Transmitter one, double stepDeg) => one.AzimuthDeg is { } azimuthDeg && stepDeg > 0
        ? one with { AzimuthDeg = Math.Round(azimuthDeg / stepDeg) * stepDeg % 360 }
        : one;

    private static (Scenario, double, double, double, double, double, (double?, double)) Order(Transmitter one) =>
        (one.Link.Scenario, one.Link.FrequencyGhz, one.Link.BaseHeightM, one.Link.TerminalHeightM, one.EpreDbm, one.GainDb, (one.AzimuthDeg, one.DowntiltDeg));

    private static double Peak(Transmitter one) => one.EpreDbm + one.GainDb;

    private static LossTable Table(Transmitter one, CoverageSettings settings)
    {
        // A table is 90 kB; sites whose links are all different would otherwise keep gigabytes.
        if (Tables.Count > MaxTables)
            Tables.Clear();
        return Tables.GetOrAdd((one.Link, settings.Probability), key => new LossTable(key.Item1, key.Probability));
    }

    private static PatternTable PatternOf(Transmitter one)
    {
        // A table is 100 kB for a mast of 25 m.
        if (Patterns.Count > MaxPatterns)
            Patterns.Clear();
        double upM = one.Link.TerminalHeightM - one.Link.BaseHeightM;
        return Patterns.GetOrAdd((one.DowntiltDeg, upM), key => new PatternTable(key.DowntiltDeg, key.UpM));
    }

    private static double Strongest(Part[] parts, double eastM, double northM, double distanceM, double floorDbm, bool exactly)
    {
        double strongestDbm = double.NegativeInfinity, lossDb = 0, bearingDeg = double.NaN;
        LossTable? lossOf = null;
        foreach (var part in parts)
        {
            if (distanceM > part.Table.FarthestM)
                continue;
            if (part.Table != lossOf)
            {
                lossOf = part.Table;
                double atM = Math.Max(distanceM, lossOf.NearestM);
                lossDb = exactly ? lossOf.ExactDb(atM) : lossOf.LossDb(atM);
            }
            double levelDbm = part.PeakDbm - lossDb;
            // A pattern only weakens: what is too weak on the axis need not be asked about.
            if (levelDbm <= Math.Max(strongestDbm, floorDbm - 1))
                continue;
            if (part.Pattern is { } pattern)
            {
                double attenuationDb = double.NaN;
                if (!exactly && distanceM > PatternTable.NearestM)
                {
                    if (double.IsNaN(bearingDeg))
                        bearingDeg = double.RadiansToDegrees(Math.Atan2(eastM, northM));
                    attenuationDb = part.PatternTable!.AttenuationDb(bearingDeg - part.AzimuthDeg, part.UpM / distanceM);
                }
                levelDbm += double.IsNaN(attenuationDb) ? pattern.AttenuationDb(eastM, northM, part.UpM) : attenuationDb;
            }
            strongestDbm = Math.Max(strongestDbm, levelDbm);
        }
        return strongestDbm;
    }

    private sealed class Part(Transmitter one, LossTable table)
    {
        public LossTable Table { get; } = table;
        public double PeakDbm { get; } = RadioFootprint.Peak(one);
        public double UpM { get; } = one.Link.TerminalHeightM - one.Link.BaseHeightM;
        public double AzimuthDeg { get; } = one.AzimuthDeg ?? 0;
        public PatternTable? PatternTable { get; } = one.AzimuthDeg is null ? null : RadioFootprint.PatternOf(one);
        public SectorPattern? Pattern { get; } =
            one.AzimuthDeg is { } azimuthDeg ? new SectorPattern(azimuthDeg, one.DowntiltDeg) : null;
    }
}
