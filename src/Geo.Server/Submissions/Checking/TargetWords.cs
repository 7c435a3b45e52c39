using System.Text;
using Geo.Server.Layers;

namespace Geo.Server.Submissions.Checking;

/// <summary>The words by which the columns of a layer are known: names, titles and synonyms, and those of coordinates.</summary>
public sealed class TargetWords
{
    // A dbf name holds 10 bytes, so what is cut off begins there.
    private const int DbfNameBytes = 10;
    private const int ShortestPartChinese = 2;
    private const int ShortestPartLatin = 4;

    private readonly Dictionary<string, Target> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Target> _said = new(StringComparer.Ordinal);

    /// <param name="said">By header what a person said that it is for: over every word.</param>
    /// <exception cref="FileFaultException">A person named a field that the layer does not have.</exception>
    public TargetWords(CommonDefinition common, IEnumerable<Field> fields, IReadOnlyDictionary<string, string>? said = null)
    {
        // First come wins: a layer's own words are stronger than those that stand for coordinates in any table.
        var all = fields.ToList();
        foreach (var field in all) AddField(field, null);
        foreach (var array in all)
            foreach (var item in array.Items ?? []) AddField(item, array);
        foreach (var (kind, words) in new[]
        {
            (TargetKind.East, common.Coordinates.East), (TargetKind.North, common.Coordinates.North), (TargetKind.Pair, common.Coordinates.Pair),
            (TargetKind.Geometry, common.Coordinates.Geometry), (TargetKind.Ignored, common.IgnoredColumns),
        })
            Add(new Target(kind), words);
        if (said is null) return;
        var targets = all.Select(field => new Target(TargetKind.Field, field))
            .Concat(all.SelectMany(array => (array.Items ?? []).Select(item => new Target(TargetKind.Field, item, array))))
            .Concat(Enum.GetValues<TargetKind>().Where(kind => kind != TargetKind.Field).Select(kind => new Target(kind))).ToLookup(target => target.Name, StringComparer.Ordinal);
        foreach (var (header, name) in said)
            _said[header] = targets[name].FirstOrDefault() ?? throw new FileFaultException(Rules.ColumnMissing, $"该图层没有字段 {name}", $"the layer has no field '{name}'");
    }

    /// <summary>Headers that a person spoke of.</summary>
    public IEnumerable<string> Said => _said.Keys;

    /// <summary>What a header stands for, and how sure that is: 4 where a person said so, 3 for the word itself, 2 for its beginning, 1 for a part; 0 for nothing.</summary>
    public (Target? Target, int Strength) Find(string header)
    {
        if (_said.TryGetValue(header, out var said)) return (said, 4);
        var word = HeaderText.Normalise(header);
        if (word.Length == 0) return (null, 0);
        if (_exact.TryGetValue(word, out var target)) return (target, 3);
        if (Encoding.UTF8.GetByteCount(word) >= DbfNameBytes - 3 && _exact.FirstOrDefault(pair => pair.Key.StartsWith(word, StringComparison.Ordinal)) is { Value: { } cut })
            return (cut, 2);
        var part = _exact.Where(pair => IsLongEnough(pair.Key) && word.Contains(pair.Key, StringComparison.Ordinal) && pair.Value.Kind != TargetKind.Ignored)
            .OrderByDescending(pair => pair.Key.Length).ThenByDescending(pair => word.EndsWith(pair.Key, StringComparison.Ordinal)).FirstOrDefault();
        return part.Value is null ? (null, 0) : (part.Value, 1);
    }

    private void AddField(Field field, Field? array)
    {
        var target = new Target(TargetKind.Field, field, array);
        Add(target, [field.Name, field.Title.Zh, field.Title.En, .. field.Synonyms?.Zh ?? [], .. field.Synonyms?.En ?? []]);
    }

    private void Add(Target target, IEnumerable<string> words)
    {
        foreach (var word in words)
            if (HeaderText.Normalise(word) is { Length: > 0 } normal) _exact.TryAdd(normal, target);
    }

    private static bool IsLongEnough(string word) => word.Length >= (Ascii.IsValid(word) ? ShortestPartLatin : ShortestPartChinese);
}
