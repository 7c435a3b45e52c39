using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Geo.Server.Layers;

/// <summary>A text in both languages of the service.</summary>
public sealed record Title(string Zh, string En)
{
    /// <summary>The text in a language; Chinese is what is shown when it is neither.</summary>
    public string In(string language) => language == "en" ? En : Zh;
}

/// <summary>A value that a field may take, and the other words that tables use for it.</summary>
public sealed record DomainValue(string Value, Title Title)
{
    public IReadOnlyList<string> Synonyms { get; init; } = [];
}

/// <summary>Other words for a column header.</summary>
public sealed record Synonyms(IReadOnlyList<string> Zh, IReadOnlyList<string> En);

/// <summary>One field of a layer, as layer.json declares it.</summary>
public sealed record Field(string Name, FieldType Type, Title Title)
{
    public string? Unit { get; init; }
    public bool Required { get; init; }
    public double? Minimum { get; init; }
    public double? Maximum { get; init; }
    public IReadOnlyList<DomainValue>? Domain { get; init; }
    public Synonyms? Synonyms { get; init; }
    public Title? Description { get; init; }
    /// <summary>The fields of each element, when the type is <see cref="FieldType.Array"/>.</summary>
    public IReadOnlyList<Field>? Items { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<FieldType>))]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "These are the words of layer.json and JSON Schema.")]
public enum FieldType { String, Integer, Number, Boolean, Date, Array }

[JsonConverter(typeof(JsonStringEnumConverter<LayerRole>))]
public enum LayerRole { Site, Zone, Area }

/// <summary>A layer as its folder in gis-data declares it.</summary>
public sealed record LayerDefinition(string Id, LayerRole Role, Title Title, string Group, int Order, string GeometryType)
{
    public Title? Description { get; init; }
    /// <summary>province, circle, city or county: areas only.</summary>
    public string? Level { get; init; }
    /// <summary>The coordinate system that this layer's data are usually in, offered first where a file does not say.</summary>
    public string? UsualCrs { get; init; }
    public IReadOnlyList<int> PlanArticles { get; init; } = [];
    public IReadOnlyList<Field> Fields { get; init; } = [];
    /// <summary>Fields with a domain by which the map filters without asking again.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];
    /// <summary>How its coverage is computed; layers of sites only.</summary>
    public CoverageRule? Coverage { get; init; }
    /// <summary>Which sites serve its features; layers of zones only.</summary>
    public ServedRule? ServedBy { get; init; }
    /// <summary>How the map draws it; handed on as it is.</summary>
    public JsonObject? Symbol { get; init; }
}

/// <summary>A zone is served when a site in service of another layer stands in it or no farther from it than this.</summary>
/// <param name="Layer">The layer of the sites.</param>
/// <param name="Definition">The same in words, shown with every figure.</param>
public sealed record ServedRule(string Layer, double WithinM, Title Title, Title Definition);

/// <summary>A group of layers in the layer panel.</summary>
public sealed record LayerGroup(string Id, Title Title);

/// <summary>What gis-data/common.json declares for all layers.</summary>
public sealed record CommonDefinition(IReadOnlyList<LayerGroup> Groups, IReadOnlyDictionary<string, IReadOnlyList<Field>> Fields)
{
    public CoordinateWords Coordinates { get; init; } = new([], [], [], [], []);
    /// <summary>Headers that tables often have and no layer needs; else their words could be taken for a field's.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];
}

/// <summary>Headers under which tables keep positions, and words by which they name a coordinate system.</summary>
/// <param name="East">Longitude or easting, as far as names can be believed; the values decide.</param>
/// <param name="North">Latitude or northing.</param>
/// <param name="Pair">Both in one cell.</param>
/// <param name="Geometry">Well-known text.</param>
/// <param name="Systems">Asked in this order.</param>
public sealed record CoordinateWords(
    IReadOnlyList<string> East, IReadOnlyList<string> North, IReadOnlyList<string> Pair, IReadOnlyList<string> Geometry, IReadOnlyList<SystemWords> Systems);

/// <summary>Words that stand for a coordinate system, wherever in a header or note they occur.</summary>
public sealed record SystemWords(string Code, IReadOnlyList<string> Words);
