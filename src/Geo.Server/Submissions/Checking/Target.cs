using Geo.Server.Layers;

namespace Geo.Server.Submissions.Checking;

/// <summary>What a column is for.</summary>
public enum TargetKind { Field, East, North, Pair, Geometry, Ignored }

/// <summary>A field of the layer, or of an array's elements, or a part of the position.</summary>
/// <param name="Array">The array whose element the field belongs to: a table has a row for each.</param>
public sealed record Target(TargetKind Kind, Field? Field = null, Field? Array = null)
{
    public string Name => Field is null ? Kind.ToString().ToLowerInvariant() : Array is null ? Field.Name : $"{Array.Name}.{Field.Name}";
    public bool IsPosition => Kind is TargetKind.East or TargetKind.North or TargetKind.Pair or TargetKind.Geometry;
    public bool IsKey => IsPosition || (Array is null && Field?.Name == "code");
}
