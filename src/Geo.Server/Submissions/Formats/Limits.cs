namespace Geo.Server.Submissions.Formats;

/// <summary>How much of a file is read before it is refused. Settings of the service, under <c>Submissions:Limits</c>.</summary>
public sealed record Limits
{
    public static readonly Limits Default = new();

    public long FileBytes { get; init; } = 100_000_000;
    /// <summary>All members of an archive together, counted while they are inflated.</summary>
    public long InflatedBytes { get; init; } = 500_000_000;
    public int ArchiveEntries { get; init; } = 1_000;
    /// <summary>Inflated over packed size of one member past <see cref="SuspectBytes"/>: tables pack 5 to 30 times, bombs 300 and more.</summary>
    public int ArchiveRatio { get; init; } = 200;
    public long SuspectBytes { get; init; } = 20_000_000;
    public int Rows { get; init; } = 500_000;
    public int Columns { get; init; } = 512;
    public int CellCharacters { get; init; } = 32_767;
    public int JsonDepth { get; init; } = 64;
    public int VerticesPerFeature { get; init; } = 1_000_000;
    /// <summary>A sheet ends after so many blank rows: a lone cell in the last row of a sheet is not worth a million.</summary>
    public int BlankRows { get; init; } = 1_000;
    /// <summary>A header stands within the first rows of a table, or nowhere.</summary>
    public int HeaderRows { get; init; } = 30;

    /// <summary>Managed memory of the process that reads the file.</summary>
    public long MemoryBytes { get; init; } = 1_000_000_000;
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(120);
}
