namespace Geo.Server.Operations;

/// <summary>The program that answers: another one may answer the same question in other words.</summary>
public static class Build
{
    public static readonly string Id = typeof(Build).Assembly.ManifestModule.ModuleVersionId.ToString("n")[..12];
}
