namespace Geo.Server.Ogc.Features.Exports;

/// <summary>A folder for formats that must be written whole before they can be sent; gone when the answer is.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geo-export-");

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public static async Task SendAsync(string path, Stream output, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await file.CopyToAsync(output, cancel);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
