using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Npgsql;

namespace Geo.Server.Ogc.Features.Exports;

/// <summary>A file format that items and whole collections come in, besides GeoJSON: its name in <c>f</c> and what writes it.</summary>
public sealed record TableFormat(string Name, string Extension, string MediaType, Func<Export, Stream, CancellationToken, Task> WriteAsync)
{
    public static readonly IReadOnlyList<TableFormat> All =
    [
        new("csv", "csv", "text/csv;charset=utf-8", CsvExport.WriteAsync),
        new("gpkg", "gpkg", "application/geopackage+sqlite3", GeoPackageExport.WriteAsync),
        new("shp", "zip", "application/zip", ShapefileExport.WriteAsync),
    ];

    /// <summary>The format that <c>f</c> names, if it is one of these.</summary>
    public static TableFormat? Of(HttpRequest request) => All.FirstOrDefault(format => format.Name == request.Query["f"]);
}

/// <summary>What goes into a file.</summary>
public sealed record Export(Layer Layer, ItemsQuery Query, LayerVersion Version, NpgsqlDataSource Database)
{
    public IAsyncEnumerable<FeatureRow> RowsAsync(CancellationToken cancel) => FeatureRow.ReadAsync(Layer, Query, Version, Database, cancel);

    /// <summary>The system's definition as well-known text, which files carry; PostGIS has it.</summary>
    public async Task<string> DefinitionAsync(CancellationToken cancel)
    {
        await using var command = Database.CreateCommand("select srtext from spatial_ref_sys where srid = $1");
        command.Parameters.Add(new() { Value = Query.Crs.Srid });
        return await command.ExecuteScalarAsync(cancel) as string ?? throw new InvalidOperationException($"PostGIS does not know EPSG:{Query.Crs.Srid}.");
    }

    /// <summary>Answers with the file.</summary>
    public async Task AnswerAsync(HttpContext context, TableFormat format)
    {
        if (!BeginsAnswer(context, format.MediaType, format.Extension)) return;
        await context.BecomeDownloadAsync();
        await format.WriteAsync(this, context.Response.Body, context.RequestAborted);
    }

    /// <summary>Says what the file is; false where that is the whole answer, because the asker has it or asks for no more.</summary>
    public bool BeginsAnswer(HttpContext context, string mediaType, string extension)
    {
        if (Revalidation.IsFresh(context, Layer, Version)) return false;
        context.Response.ContentType = mediaType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{Layer.Id}-v{Version.Number}.{extension}\"";
        Items.SayCrs(context.Response, Query.Crs);
        return !HttpMethods.IsHead(context.Request.Method);
    }

    /// <exception cref="ProblemException">The collection mixes kinds of geometry, which this format cannot hold.</exception>
    public ProblemException Mixed(string format) => ProblemException.BadRequest("mixed-geometries", $"{Layer.Id} mixes kinds of geometry, which {format} cannot hold.");
}
