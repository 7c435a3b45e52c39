using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>The executable as a person runs it: what it says, and how it ends.</summary>
public sealed class VerbsTests
{
    [Fact]
    public async Task MigrateAndSeedFillAnEmptyServiceAndDoItOnce()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var migrate = await Executable.GeoAsync(database, "migrate");
        Assert.True(migrate.ExitCode == 0, migrate.Error);
        Assert.Contains("migration 0001_layers_and_publications.sql", migrate.Output, StringComparison.Ordinal);

        var seed = await Executable.GeoAsync(database, "seed", "--no-demo");
        Assert.True(seed.ExitCode == 0, seed.Error);
        Assert.Contains("areas: 156 published", seed.Output, StringComparison.Ordinal);
        Assert.Contains("data-centre: +20 ~0 -0 (version 1)", seed.Output, StringComparison.Ordinal);
        Assert.Equal(136, await database.ScalarAsync<long>("select feature_count from geo.layer where id = 'counties'"));
        Assert.Equal(0, await database.ScalarAsync<long>("select sum(synthetic_count)::bigint from geo.layer"));

        var publications = await database.ScalarAsync<long>("select count(*) from geo.publication");
        var again = await Executable.GeoAsync(database, "seed", "--no-demo");
        Assert.Equal((0, ""), (again.ExitCode, again.Output));
        var ifEmpty = await Executable.GeoAsync(database, "seed", "--if-empty");
        Assert.Equal((0, ""), (ifEmpty.ExitCode, ifEmpty.Output));
        Assert.Equal(publications, await database.ScalarAsync<long>("select count(*) from geo.publication"));
    }

    [Fact]
    public async Task DemoRemoveTakesOutWhatIsSyntheticAndNothingElse()
    {
        await using var database = await TestDatabase.CreateAsync();
        var demo = Publishing.Site("demo", Publishing.Lixia) with { Synthetic = true };
        await database.PublishAsync("5g", [demo, Publishing.Site("real", Publishing.Lixia)]);
        await database.PublishAsync("key-area", [Publishing.Zone("demo", Publishing.Lixia, 0.01) with { Synthetic = true }]);
        await database.PublishAsync("village", [Publishing.Site("real", Publishing.Lixia)]);
        var ending = await Executable.GeoAsync(database, "demo", "remove");
        Assert.True(ending.ExitCode == 0, ending.Error);
        Assert.Contains("5g: -1 (version 2)", ending.Output, StringComparison.Ordinal);
        Assert.Contains("key-area: -1 (version 2)", ending.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("village", ending.Output, StringComparison.Ordinal);
        Assert.Equal("real", await database.ScalarAsync<string>("select string_agg(code, ' ') from geo.site where layer_id = '5g' and valid_to is null"));
        Assert.Equal(0, await database.ScalarAsync<long>("select sum(synthetic_count)::bigint from geo.layer"));
    }

    [Fact]
    public async Task AreasImportOfAFileThatIsNotThereFails()
    {
        await using var database = await TestDatabase.CreateAsync();
        AssertRefused(await Executable.GeoAsync(database, "areas", "import", "/nowhere/counties.json"), "There is no file /nowhere/counties.json");
    }

    [Fact]
    public async Task AreasImportOfAFileThatIsNoGeoJsonFailsAndWritesNothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var folder = new TemporaryFolder();
        AssertRefused(await Executable.GeoAsync(database, "areas", "import", folder.Write("counties.json", "no")), "counties.json:1: not a GeoJSON FeatureCollection");
        Assert.Equal(1, await database.ScalarAsync<long>("select data_version from geo.layer where id = 'counties'"));
    }

    [Theory]
    [InlineData("serve", "The database has no schema yet: run `geo migrate`.")]
    [InlineData("seed", "geo migrate")]
    [InlineData("demo remove", "geo migrate")]
    public async Task NothingRunsOnADatabaseThatWasNotMigrated(string verb, string problem)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        AssertRefused(await Executable.GeoAsync(database, [.. verb.Split(' '), .. verb == "serve" ? (string[])["--port", "0"] : []]), problem);
    }

    [Fact]
    public async Task ABrokenLayerIsNamedByFileAndLine()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var folder = new TemporaryFolder();
        var data = folder.CopyOfGisData();
        folder.Write("gis-data/layers/5g/layer.json", "{\n  \"id\": 5\n}");
        var ending = await Executable.RunAsync(Path.Combine(AppContext.BaseDirectory, "geo"), "migrate", "--db", database.ConnectionString, "--data", data);
        AssertRefused(ending, Path.Combine(data, "layers", "5g", "layer.json") + ":2: ");
    }

    [Fact]
    public async Task AServerThatCannotBeReachedIsOneLine()
    {
        var ending = await Executable.RunAsync(Path.Combine(AppContext.BaseDirectory, "geo"), "seed", "--db", "Host=/nowhere;Username=geo;Database=geo", "--data", Project.Catalog.Folder);
        AssertRefused(ending, "");
    }

    /// <summary>A refusal is one line and exit code 1, never a stack trace.</summary>
    private static void AssertRefused(Ending ending, string problem)
    {
        Assert.Equal(1, ending.ExitCode);
        Assert.Contains(problem, ending.Error, StringComparison.Ordinal);
        Assert.Single(ending.Error.TrimEnd().Split('\n'));
        Assert.StartsWith("geo: ", ending.Error, StringComparison.Ordinal);
    }
}
