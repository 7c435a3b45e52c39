using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Geo.Server.Submissions;
using NetTopologySuite.Geometries;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>
/// The features of a layer as they are made: each says that it is synthetic and where it comes from. Status and dates
/// are dealt out beforehand, so that their shares hold exactly.
/// </summary>
public sealed class DemoFeatures
{
    // Attributes go into the database, not into a page: Chinese stays legible.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _layerId;
    private readonly string _source;
    private readonly bool _dated;
    private readonly string[] _statuses;
    private readonly DateOnly[] _days;
    private readonly List<SubmittedFeature> _features;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private int _inService;

    /// <param name="layerId">Part of every code.</param>
    /// <param name="settings">Shares of status, and the curve of coming into service; without it nothing has a date.</param>
    /// <param name="count">How many there will be.</param>
    /// <param name="random">Where the order of dates comes from.</param>
    public DemoFeatures(string layerId, DemoSettings settings, int count, SplitMix64 random)
    {
        _layerId = layerId;
        _source = $"demonstration generator, seed {settings.Seed}";
        _dated = settings.InService is not null;
        _statuses = Quota.Deal(settings.Status, count, random);
        _days = _dated ? InServiceDates.Deal(settings, _statuses.Count(status => status == InService), random) : [];
        _features = new List<SubmittedFeature>(count);
    }

    public const string InService = "in-service";

    public IReadOnlyList<SubmittedFeature> All => _features;

    /// <summary>The number, code and status of the feature that is added next.</summary>
    public int NextNumber => _features.Count + 1;
    public string NextCode => $"demo-{_layerId}-{NextNumber:D6}";
    public string NextStatus => _statuses[_features.Count];

    public void Add(string name, Geometry geometry, Action<Utf8JsonWriter> attributes)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer, Relaxed))
        {
            json.WriteStartObject();
            attributes(json);
            json.WriteEndObject();
        }
        DateOnly? day = _dated && NextStatus == InService ? _days[_inService++] : null;
        _features.Add(new SubmittedFeature(NextCode, name, NextStatus, day, true, _source, "generated", Encoding.UTF8.GetString(_buffer.WrittenSpan), geometry));
    }
}
