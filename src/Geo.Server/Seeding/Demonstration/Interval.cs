using System.Text.Json;
using System.Text.Json.Serialization;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>A range to draw from evenly; in demo.json <c>[from, to]</c>.</summary>
[JsonConverter(typeof(FromPair))]
public readonly record struct Interval(double From, double To)
{
    private sealed class FromPair : JsonConverter<Interval>
    {
        public override Interval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<double[]>(ref reader, options) is [var from, var to] && from <= to
                ? new Interval(from, to)
                : throw new JsonException("A range is [from, to] with from no larger than to.");

        public override void Write(Utf8JsonWriter writer, Interval value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, (double[])[value.From, value.To], options);
    }
}
