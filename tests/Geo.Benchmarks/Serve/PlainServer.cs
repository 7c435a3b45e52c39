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
/// <c>/sql-json</c> queries whose JSON PostgreSQL builds, and each sends what comes, as servers without a cache do.
/// </summary>
public sealed class PlainServer : IAsyncDisposable
{
    private const string FeatureInSql = """
        jsonb_build_object('type', 'Feature', 'id', key, 'geometry', st_asgeojson(geom, 7, 0)::jsonb, 'properties',
          jsonb_strip_nulls(jsonb_build_object('code', code, 'name', name, 'status', status, 'inServiceDate', in_service_date,
            'cityAdcode', city_adcode, 'countyAdcode', county_adcode, 'synthetic', synthetic, 'source', source,
            'positionalQuality', positional_quality)) || attributes)
        """;

    private const string Current = "from geo.site where layer_id = '5g' and valid_to is null";

    private const string One = $"select ({FeatureInSql})::text {Current} and key = $1";

    // Degrees are turned into the plane of the table's index, as somebody who knows it would; what it finds is a metre off.
    private const string InBox = "geom_3857 && st_transform(st_makeenvelope($2, $3, $4, $5, 4490), 3857) and st_intersects(geom, st_makeenvelope($2, $3, $4, $5, 4490))";

    private readonly WebApplication _app;
    private readonly NpgsqlDataSource _pool;

    private PlainServer(WebApplication app, NpgsqlDataSource pool) => (_app, _pool) = (app, pool);

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Connections as quick as we know how: statements are prepared, and not divided among processes.</summary>
    public static NpgsqlDataSource PoolFor(TestDatabase database) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Options = RivalView.Options, MaxAutoPrepare = 20 }.ConnectionString);

    private static string Many(string condition) => $"""
        select jsonb_build_object('type', 'FeatureCollection', 'features', coalesce(jsonb_agg(feature), '[]'))::text
        from (select {FeatureInSql} as feature {Current} and {condition} order by key limit $1) page
        """;

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
        var pool = PoolFor(database);
        app.MapGet("/st_asmvt/{layer}/{zoom:int}/{row:int}/{column:int}", async (string layer, int zoom, int row, int column, CancellationToken cancel) =>
            Results.Bytes(await TileAsync(database.Catalog.Find(layer)!, pool, zoom, row, column, cancel), "application/vnd.mapbox-vector-tile"));
        app.MapGet("/sql-json/one", (long key, CancellationToken cancel) => AnswerAsync(One, cancel, key));
        app.MapGet("/sql-json/box", (string bbox, int limit, CancellationToken cancel) =>
            AnswerAsync(Many(InBox), cancel, [limit, .. bbox.Split(',').Select(edge => (object)double.Parse(edge, CultureInfo.InvariantCulture))]));
        app.MapGet("/sql-json/filter", (string name, int limit, CancellationToken cancel) =>
            AnswerAsync(Many(FilterCase.All.Single(filter => filter.Name == name).Sql), cancel, limit));
        await app.StartAsync();
        return new PlainServer(app, pool);

        // Nobody waits for what is left over from one load while the next one is measured.
        async Task<IResult> AnswerAsync(string sql, CancellationToken cancel, params object[] parameters)
        {
            await using var command = pool.CreateCommand(sql);
            foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
            return Results.Text((string)(await command.ExecuteScalarAsync(cancel))!, "application/geo+json");
        }
    }

    /// <summary>The bare tile query, without a server around it.</summary>
    public static async Task<byte[]> TileAsync(Server.Layers.Layer layer, NpgsqlDataSource pool, int zoom, int row, int column, CancellationToken cancel = default)
    {
        await using var connection = await pool.OpenConnectionAsync(cancel);
        await using var command = TileSql.Tile(layer, zoom, row, column, null);
        command.Connection = connection;
        return (byte[])(await command.ExecuteScalarAsync(cancel))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _pool.DisposeAsync();
    }
}
