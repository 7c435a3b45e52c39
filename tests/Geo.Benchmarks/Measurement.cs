using System.Text.Json;
using System.Text.Json.Serialization;

namespace Geo.Benchmarks;

/// <summary>
/// One measured figure, printed as one JSON line. Where there is a peer or a floor measured in the same run, the ratio
/// says how much better than the peer we are: above 1 is better.
/// </summary>
public sealed record Measurement(string Bench, string Case, double Value, string Unit)
{
    public string? Peer { get; private init; }
    public double? PeerValue { get; private init; }
    public double? Ratio { get; private init; }

    internal static readonly JsonSerializerOptions Line = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Compares with a peer of which less is better, as of a time or a size.</summary>
    public Measurement Against(string peer, double peerValue) =>
        this with { Peer = peer, PeerValue = Math.Round(peerValue, 3), Ratio = Math.Round(peerValue / Value, 3) };

    /// <summary>Compares with a peer of which more is better, as of requests a second.</summary>
    public Measurement AgainstRate(string peer, double peerValue) =>
        this with { Peer = peer, PeerValue = Math.Round(peerValue, 3), Ratio = Math.Round(Value / peerValue, 3) };

    public void Print() => Console.WriteLine(JsonSerializer.Serialize(this with { Value = Math.Round(Value, 3) }, Line));
}
