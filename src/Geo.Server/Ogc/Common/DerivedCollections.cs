namespace Geo.Server.Ogc.Common;

/// <summary>Collections that are computed from layers instead of being layers: listed after them, served by the slice that computes them.</summary>
public sealed record DerivedCollections(Func<HttpRequest, CancellationToken, Task<IReadOnlyList<Collection>>> ListAsync);
