namespace Geo.Server.Tests.Harness;

/// <summary>A folder that goes with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("geo-test-").FullName;

    /// <summary>Writes a file, its folders included; returns its full path.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Copies gis-data, without the installed packages; returns the copy.</summary>
    public string CopyOfGisData()
    {
        var copy = System.IO.Path.Combine(Path, "gis-data");
        Copy("common.json");
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(Project.Catalog.Folder, "areas"))) Copy(System.IO.Path.GetRelativePath(Project.Catalog.Folder, file));
        foreach (var folder in (string[])["layers", "plan", "ratings"])
            foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(Project.Catalog.Folder, folder), "*", SearchOption.AllDirectories)) Copy(System.IO.Path.GetRelativePath(Project.Catalog.Folder, file));
        return copy;
    }

    private void Copy(string name) => Write(System.IO.Path.Combine("gis-data", name), File.ReadAllText(System.IO.Path.Combine(Project.Catalog.Folder, name)));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
