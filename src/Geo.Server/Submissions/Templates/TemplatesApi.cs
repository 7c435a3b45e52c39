using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Server.Submissions.Templates;

/// <summary>Templates to fill in, for everyone: whoever has none to hand in may still want to see what is asked for.</summary>
public static class TemplatesApi
{
    private static readonly (string Extension, string Type, Action<Layer, CommonDefinition, Stream> Write)[] Formats =
    [
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Template.WriteXlsx),
        ("csv", "text/csv; charset=utf-8", Template.WriteCsv),
    ];

    public static void MapTemplates(this IEndpointRouteBuilder app)
    {
        foreach (var (extension, type, write) in Formats)
            app.MapGet($"/api/layers/{{layerId}}/template.{extension}", (HttpContext context, string layerId, LayerCatalog catalog) => GetTemplate(context, layerId, catalog, extension, type, write))
                .WithName($"getTemplate{char.ToUpperInvariant(extension[0])}{extension[1..]}").WithTags("Submissions").WithSummary("An empty table of the layer to fill in").Produces<byte[]>(200, type).ProducesProblem(404);
    }

    private static FileContentHttpResult GetTemplate(
        HttpContext context, string layerId, LayerCatalog catalog, string extension, string type, Action<Layer, CommonDefinition, Stream> write)
    {
        _ = new QueryParameters(context.Request);
        if (catalog.Find(layerId) is not { } layer || layer.Role == LayerRole.Area) throw ProblemException.NotFound("unknown-layer", $"There is no layer of sites or zones '{layerId}'.");
        using var file = new MemoryStream();
        write(layer, catalog.Common, file);
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.File(file.ToArray(), type, $"{layer.Definition.Title.Zh}-模板.{extension}");
    }
}
