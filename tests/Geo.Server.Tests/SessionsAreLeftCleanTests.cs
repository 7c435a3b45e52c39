using Geo.Server.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Geo.Server.Tests;

/// <summary>Connections are not cleared between two uses, so nobody may leave anything in one.</summary>
public sealed class SessionsAreLeftCleanTests(SessionsAreLeftCleanTests.Fixture fixture) : IClassFixture<SessionsAreLeftCleanTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        protected override Task ArrangeAsync() => Database.PublishAsync("5g", Enumerable.Range(0, 50).Select(i => Publishing.Site($"s{i}", Publishing.Lixia)));
    }

    [Theory]
    [InlineData("/ogc/collections/5g/export.geojson", 200)] // lifts the time limit for itself
    [InlineData("/ogc/collections/5g/export.gpkg", 200)]
    [InlineData("/ogc/collections/5g/items?filter=heightM%2F0%3D1", 200)]
    [InlineData("/ogc/collections/5g/items?filter=heightM%3D", 400)]
    [InlineData("/api/publications", 200)]
    public async Task ByWhateverWasAsked(string path, int status)
    {
        var cancel = TestContext.Current.CancellationToken;
        using (var response = await fixture.Http.GetAsync(path, cancel))
        {
            await response.Content.ReadAsByteArrayAsync(cancel);
            Assert.Equal(status, (int)response.StatusCode);
        }
        var pool = fixture.Server.Services.GetRequiredService<NpgsqlDataSource>();
        List<NpgsqlConnection> all = [];
        for (var i = 0; i < 5; i++) all.Add(await pool.OpenConnectionAsync(cancel));
        foreach (var connection in all)
        {
            await using (var command = new NpgsqlCommand("""
                select concat_ws(' ', current_setting('statement_timeout'), current_user, nullif(current_setting('geo.actor', true), ''),
                  (select count(*) from pg_class where relpersistence = 't'), (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()))
                """, connection))
                Assert.Equal("1min geo_app 0 0", await command.ExecuteScalarAsync(cancel));
            await connection.DisposeAsync();
        }
    }
}
