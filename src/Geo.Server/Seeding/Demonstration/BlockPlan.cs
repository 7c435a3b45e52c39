using NetTopologySuite.Geometries;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>
/// Blocks of land in a county, none over another: at the rim of the main urban area while there is room, else anywhere
/// outside it.
/// </summary>
public sealed class BlockPlan(Settlement settlement, DevelopmentZoneSettings settings, SplitMix64 random)
{
    private const int TriesAtRim = 24, TriesElsewhere = 24;
    // Nearly whole is good enough; otherwise the best of all tries is taken as the border left it.
    private const double WholeEnough = 0.97;
    private const double RimStepKm = 0.25;

    private Geometry _free = settlement.Bounds;

    public Polygon Next(Interval areaHa)
    {
        var plane = settlement.Plane;
        var areaKm2 = Math.Min(random.Within(areaHa) / 100, settings.MaximumShareOfCounty * plane.AreaKm2(settlement.County.Shape));
        var lengthRatio = random.Within(settings.SidesRatio);
        double widthKm = Math.Sqrt(areaKm2 / lengthRatio), lengthKm = widthKm * lengthRatio;

        Polygon? best = null;
        for (var i = 0; i < TriesAtRim + TriesElsewhere && !(best is not null && plane.AreaKm2(best) >= WholeEnough * areaKm2); i++)
        {
            var outward = random.Direction();
            var at = i < TriesAtRim ? AtRim(outward, widthKm) : plane.Of(settlement.Rural(random));
            var block = Clip.Largest(Block(at, outward, widthKm, lengthKm), _free);
            if (block is not null && (best is null || block.Area > best.Area)) best = block;
        }
        if (best is null) throw new InvalidOperationException($"No room for a zone in {settlement.County.Name} ({settlement.County.Adcode}).");
        _free = Clip.Without(_free, best);
        return best;
    }

    /// <summary>Where the centre of a block lies, in kilometres from the county's label, that stands just outside the urban area.</summary>
    private (double EastKm, double NorthKm) AtRim((double X, double Y) outward, double widthKm)
    {
        var rimKm = 0.0;
        while (settlement.IsUrban(settlement.Plane.At(outward.X * rimKm, outward.Y * rimKm))) rimKm += RimStepKm;
        var distanceKm = rimKm + widthKm / 2 + random.Within(settings.DistanceFromRimKm);
        return (outward.X * distanceKm, outward.Y * distanceKm);
    }

    // A rectangle whose short side points outward, its corners shifted a little, as land is.
    private Polygon Block((double EastKm, double NorthKm) at, (double X, double Y) outward, double widthKm, double lengthKm)
    {
        var shift = new Interval(-settings.CornerShift * widthKm, settings.CornerShift * widthKm);
        (double Out, double Along)[] signs = [(-1, -1), (1, -1), (1, 1), (-1, 1)];
        var corners = signs.Select(sign =>
        {
            double along = sign.Along * lengthKm / 2 + random.Within(shift), away = sign.Out * widthKm / 2 + random.Within(shift);
            return settlement.Plane.At(at.EastKm + away * outward.X - along * outward.Y, at.NorthKm + away * outward.Y + along * outward.X);
        }).ToArray();
        return settlement.County.Shape.Factory.CreatePolygon([.. corners, corners[0].Copy()]);
    }
}
