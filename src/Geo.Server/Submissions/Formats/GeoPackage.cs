using Geo.Server.Submissions.Checking;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Server.Submissions.Formats;

/// <summary>GeoPackage: read only, tables only (a view can be endless), and no functions of the file's own.</summary>
public sealed class GeoPackageFormat : SourceFormat
{
    private const string Layers = """
        select c.table_name, g.column_name, g.srs_id, s.organization, s.organization_coordsys_id, s.definition, m.type
        from gpkg_contents c
        join gpkg_geometry_columns g using (table_name)
        left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
        left join sqlite_master m on lower(m.name) = lower(c.table_name) and m.type in ('table', 'view')
        where c.data_type = 'features'
        order by c.rowid
        """;

    public override string Name => "gpkg";
    public override IReadOnlyList<string> Extensions => [".gpkg"];

    // Called .gpkg is enough: what is no database then is a damaged one.
    public override bool Matches(FileHead head) => head.IsSqlite || (Extensions.Contains(head.Extension) && !head.IsZip && !head.IsCompoundFile);

    public override IReadOnlyList<SourceDataset> Open(SourceFile file)
    {
        if (!FileHead.Of(file.Path).IsSqlite) throw new FileFaultException(Rules.Malformed, "不是 SQLite 数据库", "not an SQLite database");
        return Guarded(() =>
        {
            using var database = Connect(file);
            if (!Exists(database, "gpkg_contents")) throw new FileFaultException(Rules.ContentMismatch, "不是 GeoPackage", "not a GeoPackage");
            if (!Exists(database, "gpkg_geometry_columns")) throw new FileFaultException(Rules.NoFeatures, "没有要素图层", "there is no layer of features");
            using var command = new SqliteCommand(Layers, database);
            using var layers = command.ExecuteReader();
            var datasets = new List<SourceDataset>();
            while (layers.Read())
            {
                var table = layers.GetString(0);
                if (layers.IsDBNull(6)) throw new FileFaultException(Rules.Malformed, $"缺少表 {table}", $"the table {table} is missing");
                if (layers.GetString(6) == "view") throw new FileFaultException(Rules.ContentMismatch, $"图层 {table} 是视图", $"the layer {table} is a view");
                datasets.Add(Layer(database, file, table, layers.GetString(1), CrsOf(layers)));
            }
            return datasets.Count > 0 ? datasets : throw new FileFaultException(Rules.NoFeatures, "没有要素图层", "there is no layer of features");
        });
    }

    private static SourceDataset Layer(SqliteConnection database, SourceFile file, string table, string geometryColumn, SourceCrs crs)
    {
        var columns = new List<string>();
        using var command = new SqliteCommand("select name, pk from pragma_table_info($table)", database);
        command.Parameters.AddWithValue("$table", table);
        using (var reader = command.ExecuteReader())
            while (reader.Read())
                // The row's number within the file is no code of a site.
                if (!reader.GetString(0).Equals(geometryColumn, StringComparison.OrdinalIgnoreCase) && reader.GetInt64(1) == 0) columns.Add(reader.GetString(0));
        if (columns.Count > file.Limits.Columns) throw new FileFaultException(Rules.LimitExceeded, $"{columns.Count} 列", $"{columns.Count} columns");
        return new SourceDataset(table, () => Rows(file, table, geometryColumn, columns)) { Columns = columns, HasGeometry = true, Crs = crs };
    }

    private static IEnumerable<SourceRow> Rows(SourceFile file, string table, string geometryColumn, List<string> columns)
    {
        using var database = Connect(file);
        using var command = database.CreateCommand();
#pragma warning disable CA2100 // The names come from the file's own catalogue and are quoted as identifiers.
        command.CommandText = $"select {string.Join(", ", columns.Prepend(geometryColumn).Select(Quoted))} from {Quoted(table)}";
#pragma warning restore CA2100
        using var reader = Guarded(command.ExecuteReader);
        var number = 0;
        while (Guarded(reader.Read))
        {
            if (++number > file.Limits.Rows) throw new FileFaultException(Rules.LimitExceeded, $"超过 {file.Limits.Rows} 行", $"more than {file.Limits.Rows} rows");
            var (geometry, fault) = GeometryOf(reader);
            var cells = new object?[columns.Count];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = reader.GetValue(i + 1) switch { DBNull or byte[] => null, string text => TextEncoding.Clean(text).Trim() is { Length: > 0 } clean ? clean : null, var value => value };
            yield return new SourceRow(number, cells, geometry, fault);
        }
    }

    private static (Geometry?, SourceFault?) GeometryOf(SqliteDataReader row)
    {
        if (row.IsDBNull(0)) return (null, null);
        try
        {
            var geometry = new GeoPackageGeoReader().Read((byte[])row.GetValue(0));
            return geometry is { IsEmpty: false } ? (geometry, null) : (null, null);
        }
        // A blob of anything at all makes the reader throw anything at all; it costs only this row.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (null, new SourceFault(Rules.GeometryUnreadable, e.Message));
        }
    }

    private static SourceCrs CrsOf(SqliteDataReader layer)
    {
        var id = layer.GetInt64(2);
        if (id is -1 or 0 || layer.IsDBNull(3)) return SourceCrs.Unstated;
        var wkt = layer.IsDBNull(5) ? null : layer.GetString(5);
        return layer.GetString(3).Equals("EPSG", StringComparison.OrdinalIgnoreCase) ? new SourceCrs($"EPSG:{layer.GetInt64(4)}", wkt) : new SourceCrs(null, wkt);
    }

    private static SqliteConnection Connect(SourceFile file)
    {
        // Immutable: no lock, no journal, nothing written beside the file.
        var uri = new UriBuilder("file", "") { Path = Path.GetFullPath(file.Path), Query = "immutable=1" }.Uri.AbsoluteUri;
        var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = uri, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        database.Open();
        using var harden = new SqliteCommand("pragma trusted_schema = off; pragma cell_size_check = on; pragma mmap_size = 0", database);
        harden.ExecuteNonQuery();
        return database;
    }

    private static bool Exists(SqliteConnection database, string table)
    {
        using var command = new SqliteCommand("select 1 from sqlite_master where type = 'table' and name = $name", database);
        command.Parameters.AddWithValue("$name", table);
        return command.ExecuteScalar() is not null;
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw new FileFaultException(Rules.Corrupt, "数据库已损坏", $"the database is damaged: {e.Message}", cause: e);
        }
        catch (Exception e) when (e is InvalidCastException or InvalidOperationException)
        {
            throw new FileFaultException(Rules.Malformed, "GeoPackage 结构有误", $"the GeoPackage is not sound: {e.Message}", cause: e);
        }
    }
}
