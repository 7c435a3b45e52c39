using System.Globalization;
using Geo.Server.Ogc.Tiles;
using Geo.Server.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Geo.Benchmarks.Serve;

/// <summary>
/// The floors: a Kestrel with nothing but what is measured. <c>/static</c> sends files as they lie; <c>/st_asmvt</c> runs the bare tile query and
/// <c>/sql-json</c> a query whose JSON PostgreSQL builds, and each sends what comes, as servers without a cache do.
/// </summary>
public sealed class PlainServer : IAsyncDisposable
{
    private const string JsonInSql = """
        select jsonb_build_object('type', 'FeatureCollection', 'features', coalesce(jsonb_agg(feature), '[]'))::text
        from (
          select jsonb_build_object('type', 'Feature', 'id', key, 'geometry', st_asgeojson(geom, 7, 0)::jsonb, 'properties',
            jsonb_strip_nulls(jsonb_build_object('code', code, 'name', name, 'status', status, 'inServiceDate', in_service_date,
              'cityAdcode', city_adcode, 'countyAdcode', county_adcode, 'synthetic', synthetic, 'source', source,
              'positionalQuality', positional_quality)) || attributes) as feature
          from geo.site
          where layer_id = '5g' and valid_to is null and geom && st_makeenvelope($1, $2, $3, $4, 4490)
          order by key limit $5
        ) page
        """;

    private readonly WebApplication _app;
    private readonly NpgsqlDataSource _pool;

    private PlainServer(WebApplication app, NpgsqlDataSource pool) => (_app, _pool) = (app, pool);

    public Uri Address => new(_app.Urls.Single());

    public static async Task<PlainServer> StartAsync(TestDatabase database, string files)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(files),
            RequestPath = "/static",
            ServeUnknownFileTypes = true,
            DefaultContentType = "application/vnd.mapbox-vector-tile",
            OnPrepareResponse = file => file.Context.Response.Headers.ContentEncoding = "gzip",
        });
        var pool = NpgsqlDataSource.Create(database.ConnectionString);
        var layer = database.Catalog.Find("5g")!;
        app.MapGet("/st_asmvt/{zoom:int}/{row:int}/{column:int}", async (int zoom, int row, int column) =>
        {
            await using var connection = await pool.OpenConnectionAsync();
            await using var command = TileSql.Tile(layer, zoom, row, column, null);
            command.Connection = connection;
            return Results.Bytes((byte[])(await command.ExecuteScalarAsync())!, "application/vnd.mapbox-vector-tile");
        });
        app.MapGet("/sql-json", async (string bbox, int limit) =>
        {
            await using var command = pool.CreateCommand(JsonInSql);
            foreach (var edge in bbox.Split(',')) command.Parameters.Add(new() { Value = double.Parse(edge, CultureInfo.InvariantCulture) });
            command.Parameters.Add(new() { Value = limit });
            return Results.Text((string)(await command.ExecuteScalarAsync())!, "application/geo+json");
        });
        await app.StartAsync();
        return new PlainServer(app, pool);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _pool.DisposeAsync();
    }
}
