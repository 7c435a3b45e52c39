using System.Buffers.Binary;
using System.IO.Compression;
using Geo.Core.Coverage;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>
/// A raster of people that the province has imported: thousandths of a person on the province's grid of 50 m, row by row,
/// 4 bytes a cell, compressed. A grid of other cells takes the sum of those whose centres lie in each of its own.
/// </summary>
internal static class PopulationRaster
{
    public static readonly CoverageGrid Grid = CoverageGrid.Shandong(50);

    public static async Task<(PopulationPlane People, PeopleSource Source)> ReadAsync(NpgsqlConnection connection, CoverageGrid grid, long id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select source, year, people from geo.population_raster where id = $1", connection) { Parameters = { new() { Value = id } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var source = new PeopleSource(row.GetString(0), row.GetInt32(1));
        var units = new int[grid.Rows * grid.Columns];
        using var stream = new BrotliStream(new MemoryStream(row.GetFieldValue<byte[]>(2)), CompressionMode.Decompress);
        var line = new byte[Grid.Columns * sizeof(int)];
        for (var from = 0; from < Grid.Rows; from++)
        {
            stream.ReadExactly(line);
            for (var column = 0; column < Grid.Columns; column++)
                if (BinaryPrimitives.ReadInt32LittleEndian(line.AsSpan(column * sizeof(int))) is > 0 and var here
                    && grid.CellOf(Grid.Centre(from, column)) is var (at, across) && grid.Contains(at, across))
                    units[at * grid.Columns + across] += here;
        }
        return (PopulationPlane.Of(grid, (at, column) => units[at * grid.Columns + column] / (double)PopulationPlane.UnitsPerPerson), source);
    }

    public static byte[] Compress(Func<int, int, int> units)
    {
        using var output = new MemoryStream();
        using (var stream = new BrotliStream(output, CompressionLevel.Fastest))
        {
            var line = new byte[Grid.Columns * sizeof(int)];
            for (var row = 0; row < Grid.Rows; row++)
            {
                for (var column = 0; column < Grid.Columns; column++) BinaryPrimitives.WriteInt32LittleEndian(line.AsSpan(column * sizeof(int)), units(row, column));
                stream.Write(line);
            }
        }
        return output.ToArray();
    }
}
