using Geo.Core.Coverage;

namespace Geo.Core.Tests.Coverage;

/// <summary>
/// Areas covered by k discs or more, against exact ones. Each disc has as many cells as its area; what is left is the error of
/// places within a cell and of whole cells along borders.
/// </summary>
public class DiscsHaveTheirArea
{
    private static readonly CoverageGrid Grid = new(-3000, 23_000, 50, 520, 520);

    [Theory]
    [InlineData("two_overlap", 0.0005, 0.003)]
    [InlineData("rand50", 0.0005, 0.003)]
    public void KFoldAreasAreExactAtFiftyMetres(string name, double coveredShare, double manifoldShare)
    {
        var planes = CoveragePlanes.Empty(new(Grid, new())).With([.. ReferenceTable.Rows($"disc_union_{name}.csv").Select((row, key) =>
            new CoverageSite(key, new(row.Number("x_m"), row.Number("y_m")), new DiscFootprint(row.Number("r_m"))))]);
        foreach (var row in ReferenceTable.Rows("disc_union_kfold_expected.csv").Where(row => row["case"] == name))
        {
            double exactM2 = row.Number("exact_area_m2_with_depth_ge_k"), k = row.Number("k");
            double areaM2 = Enumerable.Range(0, Grid.Rows).Sum(r => Enumerable.Range(0, Grid.Columns).Count(c => planes.Depth(r, c) >= k)) * Grid.CellAreaM2;
            if (exactM2 == 0)
                Assert.Equal(0, areaM2);
            else if (k <= 4)
                Assert.True(Math.Abs(areaM2 / exactM2 - 1) <= (k == 1 ? coveredShare : manifoldShare), $"{name} k={k}: {areaM2} for {exactM2}, {areaM2 / exactM2 - 1:P3}");
        }
    }
}
