using Geo.Server.Operations;

namespace Geo.Server.Ogc.Common;

/// <summary>Reads a request's query, strictly: an unknown name, a repeated name or an empty value is an error, never ignored.</summary>
public sealed class QueryParameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public QueryParameters(HttpRequest request, params IEnumerable<string> allowed)
    {
        var names = allowed.ToHashSet(StringComparer.Ordinal);
        foreach (var (name, values) in request.Query)
        {
            if (!names.Contains(name))
                throw ProblemException.BadRequest("unknown-parameter", $"Unknown query parameter '{name}'. Known: {string.Join(", ", names.Order(StringComparer.Ordinal))}.");
            if (values.Count != 1)
                throw ProblemException.BadRequest("repeated-parameter", $"The query parameter '{name}' is given {values.Count} times; give it once.");
            // No text of a database may hold it.
            if (values[0]!.Contains('\0'))
                throw ProblemException.BadRequest("invalid-value", $"The query parameter '{name}' holds a NUL character.");
            _values.Add(name, values[0]!);
        }
    }

    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>A whole number of at least <paramref name="minimum"/>, or null when it is not given.</summary>
    public long? WholeNumber(string name, long minimum)
    {
        if (this[name] is not { } text) return null;
        if (!long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, null, out var value) || value < minimum)
            throw ProblemException.BadRequest($"invalid-{name}", $"'{name}' must be a whole number of at least {minimum}, not '{text}'.");
        return value;
    }
}
