namespace Geo.Server.Operations;

/// <summary>
/// A request that cannot be answered as asked: becomes a problem-details answer with a stable code. Thrown where a
/// parameter is read, so that a handler reads its parameters in one line each; outcomes of the work itself are results.
/// </summary>
public sealed class ProblemException(int status, string code, string detail) : Exception(detail)
{
    public int Status { get; } = status;
    public string Code { get; } = code;
    /// <summary>Where in a text the problem is, in characters from 0; null when it is not in a text.</summary>
    public int? Position { get; init; }
    /// <summary>What is wrong with a content, one by one; null where the detail says all.</summary>
    public IReadOnlyList<object>? Findings { get; init; }

    public static ProblemException BadRequest(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);
    public static ProblemException NotFound(string code, string detail) => new(StatusCodes.Status404NotFound, code, detail);
}
