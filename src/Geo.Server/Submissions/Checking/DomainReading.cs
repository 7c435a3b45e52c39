using Geo.Server.Layers;

namespace Geo.Server.Submissions.Checking;

/// <summary>The values of a field with a domain, by every word for them; remembers what it was asked.</summary>
public sealed class DomainReading
{
    // A table has few different values; more than this are free text, not worth remembering.
    private const int LargestMemory = 10_000;

    private readonly Field _field;
    private readonly Dictionary<string, DomainValue> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DomainValue?> _memory = new(StringComparer.Ordinal);

    public DomainReading(Field field)
    {
        _field = field;
        foreach (var value in field.Domain!)
            foreach (var word in (IEnumerable<string>)[value.Value, value.Title.Zh, value.Title.En, .. value.Synonyms])
                _words.TryAdd(HeaderText.Value(word), value);
    }

    public DomainValue? Find(string text)
    {
        if (_memory.TryGetValue(text, out var known)) return known;
        var found = _words.GetValueOrDefault(HeaderText.Value(text));
        if (_memory.Count < LargestMemory) _memory.Add(text, found);
        return found;
    }

    /// <summary>The value that was probably meant: its word stands in the text, or the text in its word.</summary>
    public DomainValue? Suggest(string text)
    {
        var plain = HeaderText.Value(text);
        return _words.Where(word => word.Key.Length >= 2 && (plain.Contains(word.Key, StringComparison.Ordinal) || (plain.Length >= 2 && word.Key.Contains(plain, StringComparison.Ordinal))))
            .OrderByDescending(word => word.Key.Length).FirstOrDefault().Value;
    }

    public string Values => string.Join("、", _field.Domain!.Select(value => value.Title.Zh));
}
