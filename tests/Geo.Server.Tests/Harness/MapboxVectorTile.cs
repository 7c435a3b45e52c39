using ProtoBuf;

namespace Geo.Server.Tests.Harness;

/// <summary>
/// A tile as the Mapbox Vector Tile specification 2.1 lays it out (vector_tile.proto), in whole units: readers that turn
/// these into degrees round, and then a site on a tile's edge is in two tiles or none.
/// </summary>
[ProtoContract]
public sealed class MapboxVectorTile
{
    [ProtoMember(3)] public List<MapboxLayer> Layers { get; } = [];
}

[ProtoContract]
public sealed class MapboxLayer
{
    [ProtoMember(1)] public string Name { get; set; } = "";
    [ProtoMember(2)] public List<MapboxFeature> Features { get; } = [];
    [ProtoMember(3)] public List<string> Keys { get; } = [];
    [ProtoMember(4)] public List<MapboxValue> Values { get; } = [];
    [ProtoMember(5)] public uint Extent { get; set; }
    [ProtoMember(15)] public uint Version { get; set; }
}

[ProtoContract]
public sealed class MapboxFeature
{
    [ProtoMember(1)] public ulong Id { get; set; }
    [ProtoMember(2, IsPacked = true)] public uint[] Tags { get; set; } = [];
    [ProtoMember(3)] public int Type { get; set; }
    [ProtoMember(4, IsPacked = true)] public uint[] Geometry { get; set; } = [];

    /// <summary>Where the drawing begins: the first MoveTo. The numbers are zigzag: 0, -1, 1, -2, ...</summary>
    public (int Column, int Row) Start => (Zigzag(Geometry[1]), Zigzag(Geometry[2]));

    private static int Zigzag(uint number) => (int)(number >> 1) ^ -(int)(number & 1);
}

[ProtoContract]
public sealed class MapboxValue
{
    [ProtoMember(1)] public string? Text { get; set; }
    [ProtoMember(2)] public float? Real { get; set; }
    [ProtoMember(3)] public double? DoubleReal { get; set; }
    [ProtoMember(4)] public long? Number { get; set; }
    [ProtoMember(5)] public ulong? NumberFromZero { get; set; }
    [ProtoMember(6, DataFormat = DataFormat.ZigZag)] public long? NumberInZigzag { get; set; }
    [ProtoMember(7)] public bool? Truth { get; set; }

    public object Value => (object?)Text ?? Real ?? (object?)DoubleReal ?? Number ?? (object?)NumberFromZero ?? NumberInZigzag ?? (object)Truth!.Value;
}
