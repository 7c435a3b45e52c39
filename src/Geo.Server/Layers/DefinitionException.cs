namespace Geo.Server.Layers;

/// <summary>A definition in gis-data that cannot be used: says the file, the line and what is wrong.</summary>
public sealed class DefinitionException(string file, long line, string problem)
    : Exception($"{file}:{line}: {problem}")
{
    public string File { get; } = file;
    public long Line { get; } = line;
}
