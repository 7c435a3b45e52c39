using System.Text.Json;
using System.Text.Json.Serialization;
using Geo.Server.Layers;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>What every demo.json says. <see cref="Status"/> holds shares, <see cref="InService"/> the cumulative share at the end of each quarter.</summary>
public abstract record DemoSettings
{
    public required long Seed { get; init; }
    public required OrderedDictionary<string, double> Status { get; init; }
    public OrderedDictionary<string, double>? InService { get; init; }
    /// <summary>No site is in service before this day, though its quarter began earlier.</summary>
    public DateOnly? InServiceFrom { get; init; }
}

/// <summary>Reads a demo.json; a word that its generator does not know is an error, not a wish ignored.</summary>
public static class DemoFile
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <exception cref="DefinitionException">The file cannot be used; the message names file and line.</exception>
    public static T Read<T>(string path) where T : DemoSettings
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Strict) ?? throw new JsonException("The file holds null.");
        }
        catch (JsonException e)
        {
            throw new DefinitionException(path, (e.LineNumber ?? 0) + 1, e.Message);
        }
    }
}
