using System.Diagnostics.CodeAnalysis;
using Geo.Server.Layers;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Server.Ogc.Features.Exports;

/// <summary>GeoPackage 1.3 (12-128r17): one layer in one file, written row by row.</summary>
internal static class GeoPackageExport
{
    private const string Frame = """
        pragma application_id = 0x47504B47;
        pragma user_version = 10300;
        create table gpkg_spatial_ref_sys (
          srs_name text not null, srs_id integer not null primary key, organization text not null,
          organization_coordsys_id integer not null, definition text not null, description text);
        create table gpkg_contents (
          table_name text not null primary key, data_type text not null, identifier text unique, description text default '',
          last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
          min_x double, min_y double, max_x double, max_y double, srs_id integer references gpkg_spatial_ref_sys (srs_id));
        create table gpkg_geometry_columns (
          table_name text not null unique references gpkg_contents (table_name), column_name text not null, geometry_type_name text not null,
          srs_id integer not null references gpkg_spatial_ref_sys (srs_id), z tinyint not null, m tinyint not null, primary key (table_name, column_name));
        insert into gpkg_spatial_ref_sys values
          ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', null), ('Undefined geographic', 0, 'NONE', 0, 'undefined', null),
          ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]', null);
        """;

    private const string Register = """
        insert into gpkg_spatial_ref_sys values ('EPSG:' || $srs, $srs, 'EPSG', $srs, $definition, null) on conflict do nothing;
        insert into gpkg_contents (table_name, data_type, identifier, min_x, min_y, max_x, max_y, srs_id)
          values ($table, 'features', $title, $minX, $minY, $maxX, $maxY, $srs);
        insert into gpkg_geometry_columns values ($table, 'geom', 'GEOMETRY', $srs, 0, 0);
        """;

    public static async Task WriteAsync(Export export, Stream output, CancellationToken cancel)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("export.gpkg");
        await FillAsync(export, path, cancel);
        await TemporaryFolder.SendAsync(path, output, cancel);
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names are those of checked layer declarations; values are parameters.")]
    private static async Task FillAsync(Export export, string path, CancellationToken cancel)
    {
        var (layer, srid) = (export.Layer, export.Query.Crs.Srid);
        var definition = await export.DefinitionAsync(cancel);
        await using var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        file.Open();
        Execute(file, "pragma journal_mode = off; pragma synchronous = off;");
        Execute(file, Frame);
        Execute(file, $"create table \"{layer.Id}\" (fid integer primary key autoincrement not null, geom blob, id text{string.Concat(layer.AllFields.Select(field => $", \"{field.Name}\" {TypeOf(field)}"))})");

        await using var transaction = file.BeginTransaction();
        await using var insert = new SqliteCommand(
            $"insert into \"{layer.Id}\" (geom, id{string.Concat(layer.AllFields.Select(field => $", \"{field.Name}\""))}) values ($geom, $id{string.Concat(layer.AllFields.Select((_, i) => $", $v{i}"))})", file, transaction);
        var (geometry, key) = (insert.Parameters.Add("$geom", SqliteType.Blob), insert.Parameters.Add("$id", SqliteType.Text));
        SqliteParameter[] values = [.. layer.AllFields.Select((_, i) => insert.Parameters.AddWithValue($"$v{i}", DBNull.Value))];
        var (writer, extent) = (new GeoPackageGeoWriter { HandleOrdinates = Ordinates.XY }, new Envelope());
        await foreach (var row in export.RowsAsync(cancel))
        {
            row.Geometry.SRID = srid;
            extent.ExpandToInclude(row.Geometry.EnvelopeInternal);
            geometry.Value = writer.Write(row.Geometry);
            key.Value = row.Key;
            for (var i = 0; i < values.Length; i++)
                values[i].Value = row.Values[i] switch { null => DBNull.Value, DateOnly day => day.ToString("yyyy-MM-dd"), var value => value };
            insert.ExecuteNonQuery();
        }
        await using var register = new SqliteCommand(Register, file, transaction);
        foreach (var (name, value) in ((string, object)[])[("$srs", srid), ("$definition", definition), ("$table", layer.Id), ("$title", layer.Definition.Title.Zh),
            ("$minX", Bound(extent.MinX)), ("$minY", Bound(extent.MinY)), ("$maxX", Bound(extent.MaxX)), ("$maxY", Bound(extent.MaxY))])
            register.Parameters.AddWithValue(name, value);
        register.ExecuteNonQuery();
        transaction.Commit();

        object Bound(double value) => extent.IsNull ? DBNull.Value : value;
    }

    private static string TypeOf(Field field) => field.Type switch
    {
        FieldType.Boolean => "boolean",
        FieldType.Integer => "integer",
        FieldType.Number => "double",
        FieldType.Date => "date",
        _ => "text",
    };

    [SuppressMessage("Security", "CA2100", Justification = "As above.")]
    private static void Execute(SqliteConnection file, string sql)
    {
        using var command = new SqliteCommand(sql, file);
        command.ExecuteNonQuery();
    }
}
