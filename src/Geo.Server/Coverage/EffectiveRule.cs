using System.Text.Json;
using Geo.Server.Layers;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>The rule that holds for a layer: the one the province has put last, else the layer's own.</summary>
public sealed record EffectiveRule(string LayerId, CoverageRule Rule, string Json)
{
    private const string Of = """
        select l.id, coalesce((select r.rule from geo.coverage_rule r where r.layer_id = l.id order by r.id desc limit 1), l.definition -> 'coverage')::text
        from geo.layer l where ($1::text is null or l.id = $1) and l.definition ? 'coverage' order by l.id
        """;

    public static async Task<EffectiveRule?> ReadAsync(NpgsqlConnection connection, string layerId, CancellationToken cancel) =>
        (await ReadAllAsync(connection, layerId, cancel)).SingleOrDefault();

    /// <summary>The rules of all layers that have coverage.</summary>
    public static Task<IReadOnlyList<EffectiveRule>> ReadAllAsync(NpgsqlConnection connection, CancellationToken cancel) => ReadAllAsync(connection, null, cancel);

    private static async Task<IReadOnlyList<EffectiveRule>> ReadAllAsync(NpgsqlConnection connection, string? layerId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Of, connection) { Parameters = { new NpgsqlParameter<string?> { TypedValue = layerId } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var rules = new List<EffectiveRule>();
        while (await rows.ReadAsync(cancel)) rules.Add(new EffectiveRule(rows.GetString(0), Parse(rows.GetString(1)), rows.GetString(1)));
        return rules;
    }

    /// <exception cref="JsonException">It is no rule.</exception>
    public static CoverageRule Parse(string json) => JsonSerializer.Deserialize<CoverageRule>(json, DefinitionFile.Strict) ?? throw new JsonException("The rule is null.");
}
