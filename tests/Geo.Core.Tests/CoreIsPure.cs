using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Geo.Core.Crs;

namespace Geo.Core.Tests;

public class CoreIsPure
{
    private static readonly Assembly Core = typeof(LonLat).Assembly;

    [Fact]
    public void CoreReferencesNoDatabaseAndNoWebServer()
    {
        var references = Core.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();
        Assert.DoesNotContain(references, name => name.StartsWith("Npgsql", StringComparison.Ordinal));
        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal));
    }

    [Fact]
    public void CoreNamesNoTypeOfSystemIo()
    {
        // The metadata lists every foreign type the code mentions anywhere, method bodies included.
        using var file = new PEReader(File.OpenRead(Core.Location));
        var metadata = file.GetMetadataReader();
        var namespaces = metadata.TypeReferences.Select(handle => metadata.GetString(metadata.GetTypeReference(handle).Namespace)).Distinct();
        Assert.DoesNotContain(namespaces, name => name == "System.IO" || name.StartsWith("System.IO.", StringComparison.Ordinal));
    }
}
