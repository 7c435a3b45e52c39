using Geo.Server.Layers;
using Geo.Server.Operations;

namespace Geo.Server.Ogc.Tiles;

/// <summary>Which state of a layer a tile shows, and since when it has looked so.</summary>
/// <param name="Number">The data version that was asked for: the state to read when nobody has the tile.</param>
/// <param name="Changed">The last version up to that one that changed the tile; 0 when nothing was ever in it.</param>
/// <param name="Stamp">When that version was published, in ticks: after a restored backup the same number is another state.</param>
public readonly record struct TileVersion(long Number, long Changed, long Stamp)
{
    /// <summary>Names the content: the same name is the same tile, in every cache and in the ETag.</summary>
    // Any change of the program may be one of the SQL that writes tiles.
    public string NameIn(Layer layer) => $"{layer.ViewId}.{Changed}.{Stamp:x}.{layer.Fingerprint}.{Build.Id}";
}
