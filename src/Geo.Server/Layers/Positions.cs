using Geo.Server.Accounts;
using Geo.Server.Database;

namespace Geo.Server.Layers;

/// <summary>
/// Who sees exactly where the sites of a layer are. Section <c>Positions</c> of the configuration names the least role by
/// layer (<c>Positions:5g=city-editor</c>); everyone else sees the centre of a cell. A layer found in the catalogue is the coarse one:
/// code that forgets to ask whose request it is shows too little, never too much.
/// </summary>
public static class Positions
{
    public const string Section = "Positions";
    public const double CellDegrees = 0.01;

    /// <summary>The least role by layer, as configured.</summary>
    public static IReadOnlyDictionary<string, string> Limits(IConfiguration configuration) =>
        configuration.GetSection(Section).GetChildren().ToDictionary(limit => limit.Key, limit => limit.Value ?? "");

    /// <exception cref="InvalidOperationException">The configuration names no layer of points, or no role.</exception>
    public static LayerCatalog LimitedBy(this LayerCatalog catalog, IConfiguration configuration)
    {
        var limits = Limits(configuration);
        foreach (var (layer, role) in limits)
        {
            // A line or an area has no centre that would say where it is and not what it is.
            if (catalog.Find(layer) is not { HasCells: true }) throw new InvalidOperationException($"{Section}:{layer} of the configuration: there is no layer of point sites '{layer}'.");
            if (!Roles.All.Contains(role)) throw new InvalidOperationException($"{Section}:{layer} of the configuration: '{role}' is not one of {string.Join(", ", Roles.All)}.");
        }
        return limits.Count == 0 ? catalog : catalog.With(layer => layer.SeenFrom(limits.GetValueOrDefault(layer.Id), isCoarse: limits.ContainsKey(layer.Id)));
    }

    /// <summary>All layers as they are: for counts over whole areas and zones, which show no single position.</summary>
    public static LayerCatalog Exact(this LayerCatalog catalog) => catalog.With(layer => layer.SeenFrom(layer.ExactFrom, isCoarse: false));

    /// <summary>The layer as whoever asks may see it; an answer that is not for everyone says so to caches.</summary>
    public static Layer SeenBy(this Layer layer, HttpContext context)
    {
        if (layer.ExactFrom is null) return layer;
        var seen = layer.SeenFrom(layer.ExactFrom, isCoarse: !MaySee(layer, context));
        context.Response.Headers.Vary = "Cookie, Authorization";
        context.Response.Headers.CacheControl = seen.IsCoarse ? "no-cache" : "private, no-cache";
        return seen;
    }

    public static bool MaySee(Layer layer, HttpContext context) => Roles.Includes(Actor.Of(context).Role, layer.ExactFrom!);

    /// <summary>What an answer says about the positions in it; null where nothing is held back from anyone.</summary>
    public static PositionNote? NoteOf(Layer layer) =>
        layer.ExactFrom is { } role ? new PositionNote(layer.IsCoarse ? "coarse" : "exact", role, layer.IsCoarse ? CellDegrees : null) : null;
}

/// <param name="Precision"><c>coarse</c>: each position is the centre of its cell; <c>exact</c>.</param>
/// <param name="ExactFrom">The least role that sees exact positions.</param>
/// <param name="CellDegrees">The side of the cells.</param>
public sealed record PositionNote(string Precision, string ExactFrom, double? CellDegrees);
