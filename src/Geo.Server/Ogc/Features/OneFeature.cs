using System.Buffers;
using System.Security.Cryptography;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Geo.Server.Ogc.Features;

/// <summary>One feature as an answer by itself: the bytes, and the state of the feature that they show.</summary>
/// <param name="State">Key and beginning of the row, and whether its position is coarse; null where the feature has no states of its own.</param>
public sealed record OneFeature(ReadOnlyMemory<byte> Json, string? State)
{
    /// <summary>As whoever asks sees the row that the reader is at, which <see cref="FeatureSql.Item"/> selected.</summary>
    public static OneFeature Read(HttpContext context, Layer layer, string key, ServedCrs crs, NpgsqlDataReader row)
    {
        var path = $"/ogc/collections/{layer.Id}";
        List<Link> links =
        [
            .. Link.SelfAndAlternate(context.Request, $"{path}/items/{Uri.EscapeDataString(key)}", Representation.Json, Negotiation.GeoJson, Link.QueryBesideFormat(context.Request)),
            new(Link.To(context.Request, path), "collection", Negotiation.Json, layer.Definition.Title.In(context.Request.LanguageOf())),
        ];
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new FeatureWriter(layer, crs, buffer)) key = writer.Write(row, links);
        return new OneFeature(buffer.WrittenMemory, layer.IsVersionedByFeature ? StateOf(layer, key, row.GetInt64(row.GetOrdinal(FeatureSql.Began))) : null);
    }

    /// <summary>What a tag of this feature begins with: whoever has seen another state, or another precision, has another one.</summary>
    public static string StateOf(Layer layer, string key, long began) => $"{key}.{began}{(layer.IsCoarse ? ".coarse" : "")}";

    /// <summary>Whether a tag was given with a state of a feature, in whatever language, coordinate system or compression.</summary>
    public static bool Names(EntityTagHeaderValue tag, string state) =>
        !tag.IsWeak && tag.Tag.AsSpan().StartsWith($"\"{state}-", StringComparison.Ordinal);

    /// <summary>
    /// Strong: it names these very bytes, so it holds their hash, and says how they will be compressed; and the state, by which a
    /// write is held to what was read.
    /// </summary>
    public EntityTagHeaderValue Tag(HttpContext context)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Json.Span))[..16];
        var coding = context.RequestServices.GetRequiredService<IResponseCompressionProvider>().GetCompressionProvider(context)?.EncodingName;
        return new EntityTagHeaderValue($"\"{State}-{hash}{(coding is null ? "" : $".{coding}")}\"");
    }
}
