namespace Geo.Server.Layers;

/// <summary>All layers that gis-data declares, read once at start.</summary>
public sealed class LayerCatalog
{
    private readonly Dictionary<string, Layer> _byId;

    private LayerCatalog(string folder, CommonDefinition common, IReadOnlyList<Layer> layers)
    {
        Folder = folder;
        Common = common;
        Layers = layers;
        _byId = layers.ToDictionary(layer => layer.Id);
    }

    /// <summary>The gis-data folder.</summary>
    public string Folder { get; }

    public CommonDefinition Common { get; }

    /// <summary>In the order in which people see them: by group, then by order.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    public Layer? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The same layers, each as the view says.</summary>
    public LayerCatalog With(Func<Layer, Layer> view) => new(Folder, Common, [.. Layers.Select(view)]);

    /// <summary>The folder that holds a layer's files.</summary>
    public string FolderOf(Layer layer) => Path.Combine(Folder, "layers", layer.Id);

    /// <exception cref="DefinitionException">A file cannot be used; the message names file and line.</exception>
    public static LayerCatalog Load(string folder)
    {
        var common = LayerFile.ReadCommon(Path.Combine(folder, "common.json"));
        var groups = common.Groups.Select((group, i) => (group.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i);
        var layers = Directory.EnumerateDirectories(Path.Combine(folder, "layers"))
            .Order(StringComparer.Ordinal)
            .Select(layerFolder => LayerFile.Read(Path.Combine(layerFolder, "layer.json"), common))
            .OrderBy(layer => groups[layer.Group.Id]).ThenBy(layer => layer.Definition.Order).ThenBy(layer => layer.Id)
            .ToList();
        foreach (var layer in layers)
            if (layer.Definition.ServedBy is { } served && !layers.Any(other => other.Id == served.Layer && other.HasCells))
            {
                var path = Path.Combine(folder, "layers", layer.Id, "layer.json");
                throw new DefinitionException(path, new JsonLines(File.ReadAllBytes(path)).Of("servedBy.layer"), $"There is no layer of point sites '{served.Layer}'.");
            }
        var figures = CoverageFigures.Of(layers);
        return new LayerCatalog(folder, common, [.. layers.Select(layer => layer.Role == LayerRole.Area ? layer.WithFigures(figures) : layer)]);
    }

    /// <summary>The gis-data folder given, or that of <c>GEO_DATA</c>, or the nearest one above the working directory.</summary>
    public static string FindFolder(string? given = null)
    {
        if ((given ?? Environment.GetEnvironmentVariable("GEO_DATA")) is { Length: > 0 } folder) return Path.GetFullPath(folder);
        for (var here = new DirectoryInfo(Environment.CurrentDirectory); here is not null; here = here.Parent)
        {
            var candidate = Path.Combine(here.FullName, "gis-data");
            if (File.Exists(Path.Combine(candidate, "common.json"))) return candidate;
        }
        throw new InvalidOperationException("No gis-data folder here or above: set GEO_DATA to it.");
    }
}
