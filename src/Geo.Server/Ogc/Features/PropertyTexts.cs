using System.Collections.Concurrent;

namespace Geo.Server.Ogc.Features;

/// <summary>Names one state of a feature. A row that is published never changes.</summary>
/// <param name="Key">The feature.</param>
/// <param name="Began">The publication that made the row.</param>
/// <param name="Written">The transaction that wrote it: a restored backup has the same keys and publications, and other transactions.</param>
internal readonly record struct RowName(long Key, long Began, uint Written);

/// <summary>
/// The properties of features as they stand in GeoJSON, of the rows that this server has read: half of what a page costs is to turn
/// them into text. Kept in two generations: when the young one is full it becomes the old one and what was old and not asked for is gone.
/// </summary>
internal sealed class PropertyTexts(PropertyTextOptions options)
{
    // What an entry takes beside its text.
    private const int EntryBytes = 120;

    private readonly long _generationBytes = ((long)options.FeaturesMb << 20) / 2;
    private readonly Lock _turning = new();
    private volatile ConcurrentDictionary<RowName, byte[]> _young = [], _old = [];
    private long _youngBytes;

    public long Count => _young.Count + _old.Count;

    public bool TryFind(RowName row, out byte[] text)
    {
        if (_young.TryGetValue(row, out text!)) return true;
        if (!_old.TryGetValue(row, out text!)) return false;
        Keep(row, text);
        return true;
    }

    public void Keep(RowName row, byte[] text)
    {
        if (!_young.TryAdd(row, text) || Interlocked.Add(ref _youngBytes, text.Length + EntryBytes) <= _generationBytes) return;
        lock (_turning)
        {
            if (Volatile.Read(ref _youngBytes) <= _generationBytes) return; // somebody was quicker
            (_old, _young) = (_young, []);
            Volatile.Write(ref _youngBytes, 0);
        }
    }
}

/// <param name="FeaturesMb">How much of features' properties is kept in memory, about 800 bytes each.</param>
public sealed record PropertyTextOptions(int FeaturesMb = 256);
