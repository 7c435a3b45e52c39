namespace Geo.Core.Boundaries;

/// <summary>A set of boundaries cannot be made into, or is not, an exact polygonal coverage.</summary>
public sealed class CoverageException : Exception
{
    /// <summary>Without a reason.</summary>
    public CoverageException()
    {
    }

    /// <summary>With the reason.</summary>
    /// <param name="message">Which area, and what is wrong with it.</param>
    public CoverageException(string message) : base(message)
    {
    }

    /// <summary>With the reason and its cause.</summary>
    /// <param name="message">Which area, and what is wrong with it.</param>
    /// <param name="innerException">The cause.</param>
    public CoverageException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
