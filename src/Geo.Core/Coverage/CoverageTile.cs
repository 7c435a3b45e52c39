namespace Geo.Core.Coverage;

/// <summary>
/// The planes over one tile, row by row. It never changes: a later version of the planes has another tile where something
/// changed and shares this one where nothing did.
/// </summary>
public sealed class CoverageTile
{
    private readonly byte[] _levels;
    private readonly byte[]? _depths;
    private readonly ushort[]? _servers;
    private readonly long[]? _serverKeys;

    internal CoverageTile(byte[] levels, byte[]? depths, ushort[]? servers, long[]? serverKeys) =>
        (_levels, _depths, _servers, _serverKeys) = (levels, depths, servers, serverKeys);

    /// <summary>A tile read back from where it was kept, without servers.</summary>
    /// <param name="levels">Codes of the strongest level, <see cref="CoverageGrid.TileSize"/>² of them.</param>
    /// <param name="depths">How many sites reach the threshold, as many.</param>
    /// <returns>The tile.</returns>
    /// <exception cref="ArgumentException">There are too few or too many.</exception>
    public static CoverageTile Restore(byte[] levels, byte[] depths)
    {
        const int cells = CoverageGrid.TileSize * CoverageGrid.TileSize;
        return levels.Length == cells && depths.Length == cells
            ? new(levels, depths, null, null)
            : throw new ArgumentException($"A tile has {cells} cells, not {levels.Length} and {depths.Length}.", nameof(levels));
    }

    /// <summary>Codes of the strongest level, <see cref="CoverageGrid.TileSize"/>² of them.</summary>
    public ReadOnlySpan<byte> Levels => _levels;

    /// <summary>How many sites reach the threshold, 255 for that many or more; empty where depth is not kept.</summary>
    public ReadOnlySpan<byte> Depths => _depths;

    /// <summary>Memory that it keeps, bytes.</summary>
    public long Bytes => _levels.Length + (_depths?.Length ?? 0) + 2L * (_servers?.Length ?? 0) + 8L * (_serverKeys?.Length ?? 0);

    /// <summary>The site that is strongest in a cell.</summary>
    /// <param name="cell">Cell of the tile.</param>
    /// <returns>Its key; none where there is no level.</returns>
    /// <exception cref="InvalidOperationException">Servers are not kept.</exception>
    public long? Server(int cell)
    {
        if (_servers is null)
            throw new InvalidOperationException("Best servers are not kept.");
        return _levels[cell] == 0 ? null : _serverKeys![_servers[cell]];
    }
}
