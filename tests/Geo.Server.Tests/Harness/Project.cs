using Geo.Server.Layers;

namespace Geo.Server.Tests.Harness;

/// <summary>The checkout that the tests run in.</summary>
public static class Project
{
    public static string Root { get; } = FindRoot();

    public static string WebRoot => Path.Combine(Root, "web", "dist");

    public static LayerCatalog Catalog { get; } = LayerCatalog.Load(Path.Combine(Root, "gis-data"));

    private static string FindRoot()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(here.FullName, "Geo.sln"))) here = here.Parent ?? throw new InvalidOperationException("Not in a checkout.");
        return here.FullName;
    }
}
