using System.Security.Cryptography;
using System.Text;

namespace Geo.Server.Layers;

/// <summary>A checked layer: its definition, the fields that every layer of its role has, and the order of its facets.</summary>
public sealed class Layer
{
    internal Layer(LayerDefinition definition, LayerGroup group, IReadOnlyList<Field> commonFields, string json)
    {
        Definition = definition;
        Group = group;
        CommonFields = commonFields;
        Json = json;
        Facets = [.. definition.Facets.Select(name => new Facet(Field(name)!))];
        var declared = string.Join('\n', Facets.SelectMany(facet => facet.Values.Prepend(facet.Field.Name)).Prepend(json));
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(declared)))[..16];
    }

    public LayerDefinition Definition { get; }
    public LayerGroup Group { get; }

    /// <summary>Fields that are columns; the definition's own fields are attributes.</summary>
    public IReadOnlyList<Field> CommonFields { get; }

    /// <summary>The declaration as text, for the database.</summary>
    public string Json { get; }

    public IReadOnlyList<Facet> Facets { get; }

    /// <summary>Names what tiles say of the layer: the declaration, and the domains of its facets, which may be common ones.</summary>
    public string Fingerprint { get; }

    /// <summary>The least role that sees exact positions; null: everyone does.</summary>
    public string? ExactFrom { get; private set; }

    /// <summary>Positions are the centres of cells.</summary>
    public bool IsCoarse { get; private set; }

    public string Id => Definition.Id;

    /// <summary>What tells this view of the layer from others, for caches.</summary>
    public string ViewId => IsCoarse ? $"{Id}.coarse" : Id;

    public LayerRole Role => Definition.Role;
    public bool HasPoints => Definition.GeometryType == "Point";

    /// <summary>Points that are drawn one by one only when near; farther out they are counted in cells.</summary>
    public bool HasCells => HasPoints && Role == LayerRole.Site;

    /// <summary>Figures of other layers' coverage, which areas carry.</summary>
    public IReadOnlyList<CoverageFigure> Figures { get; private set; } = [];

    public IEnumerable<Field> AllFields => CommonFields.Concat(Definition.Fields).Concat(Figures.Select(figure => figure.Field));

    public Field? Field(string name) => AllFields.FirstOrDefault(field => field.Name == name);

    /// <summary>The same layer with its positions exact or coarse.</summary>
    internal Layer SeenFrom(string? exactFrom, bool isCoarse)
    {
        var view = (Layer)MemberwiseClone();
        (view.ExactFrom, view.IsCoarse) = (exactFrom, isCoarse);
        return view;
    }

    /// <summary>The features as GeoJSON, of a layer that is in no table.</summary>
    public string? Features { get; private set; }

    /// <summary>A layer that is computed: its fields are those of its definition.</summary>
    internal static Layer Derived(LayerDefinition definition, LayerGroup group, string features) => new(definition, group, [], "{}") { Features = features };

    /// <summary>The same layer with figures joined to its features.</summary>
    internal Layer WithFigures(IReadOnlyList<CoverageFigure> figures)
    {
        var view = (Layer)MemberwiseClone();
        view.Figures = figures;
        return view;
    }

    public bool IsColumn(Field field) => CommonFields.Contains(field);

    // Where a feature lies, and whether it is made up, is found and not told.
    private static readonly string[] Found = ["cityAdcode", "countyAdcode", "synthetic"];

    /// <summary>Whether whoever writes a feature says this of it; else the service keeps it.</summary>
    public bool IsGiven(Field field) => IsVersionedByFeature && !Found.Contains(field.Name);

    /// <summary>Whether each feature has its own states, one row each; areas are imported together and carry figures of others, derived ones are computed.</summary>
    public bool IsVersionedByFeature => Role != LayerRole.Area && Features is null;
}

/// <summary>
/// A field that the map filters by. A value's index is 1-based in the order of the domain; 0 is missing or outside the domain.
/// </summary>
public sealed record Facet(Field Field)
{
    public string[] Values { get; } = [.. Field.Domain!.Select(value => value.Value)];
    public int Radix => Values.Length + 1;
}
