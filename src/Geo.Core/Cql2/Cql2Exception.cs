namespace Geo.Core.Cql2;

/// <summary>A filter that cannot be read or does not make sense, and where.</summary>
public sealed class Cql2Exception(int position, string message) : Exception(message)
{
    /// <summary>Characters from the filter's beginning, from 0.</summary>
    public int Position { get; } = position;
}
