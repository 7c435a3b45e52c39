using Geo.Server.Database;
using Geo.Server.Tests.Harness;
using Npgsql;

namespace Geo.Server.Tests.Accounts;

/// <summary>What the database refuses by itself, whatever a handler forgets to ask: SQL as the service would send it.</summary>
public sealed class DoorsTests(DoorsTests.Fixture fixture) : IClassFixture<DoorsTests.Fixture>
{
    private static readonly string[] Jinan = [AccountsFixture.Jinan];
    private static readonly string[] Lixia = ["370102"];
    private static readonly string[] None = [];

    private const string InsertSite = """
        insert into geo.site (key, layer_id, code, name, status, city_adcode, county_adcode, attributes, geom, valid_from)
        select nextval('geo.feature_key'), '5g', 'x' || nextval('geo.feature_key'), 'x', 'planned', $1, $2, '{}', (select label from geo.area where adcode = coalesce($3, $2) and valid_to is null),
          (select max(id) from geo.publication where layer_id = '5g')
        """;

    private const string EndSites = """
        update geo.site set valid_to = (select max(id) from geo.publication where layer_id = '5g') where layer_id = '5g' and city_adcode = $1 and valid_to is null
        """;

    public sealed class Fixture : AccountsFixture
    {
        protected override async Task ArrangeAsync()
        {
            await base.ArrangeAsync();
            await Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia), Publishing.Site("b", Publishing.Shinan)]);
            await Database.PublishAsync("nb-iot", [Publishing.Site("later", Publishing.Lixia)]);
            await using var draft = Database.Owner.CreateCommand("""
                with later as (insert into geo.publication (layer_id, data_version, kind, actor, source) values ('5g', 1000, 'definition', 'test', 'later')), s as (insert into geo.submission (layer_id, actor, source) values ('5g', 'jinan', 'draft of jinan'), ('5g', 'qingdao', 'draft of qingdao') returning id)
                insert into geo.submission_row select id, 1, 'c', 'n', 'planned', null, false, null, null, '{}', st_setsrid(st_point(117, 36.6), 4490) from s
                """);
            await draft.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    private Task<int> DoAsync(string role, string[] areas, string sql, params object?[] parameters) => fixture.Database.AsAsync("jinan", role, areas, async session =>
    {
        await session.ExecuteAsync("savepoint before", [], default);
        var rows = await session.ExecuteAsync(sql, parameters, default);
        await session.ExecuteAsync("rollback to before", [], default);
        return rows;
    });

    [Fact]
    public async Task ACityEditorWritesSitesOfTheCityAndOfNoOther()
    {
        Assert.Equal(1, await DoAsync("city-editor", Jinan, InsertSite, "370100", "370102", null));
        await fixture.Database.AssertRefusedAsync("jinan", "city-editor", Jinan, InsertSite, "370200", "370202", null);
        Assert.Equal(1, await DoAsync("city-editor", Jinan, EndSites, "370100"));
        await fixture.Database.AssertRefusedAsync("jinan", "city-editor", Jinan, EndSites, "370200");
    }

    [Fact]
    public async Task ACountysEditorWritesThatCountyAlone()
    {
        Assert.Equal(1, await DoAsync("city-editor", Lixia, InsertSite, "370100", "370102", null));
        await fixture.Database.AssertRefusedAsync("jinan", "city-editor", Lixia, InsertSite, "370100", "370103", null);
    }

    [Theory]
    [InlineData("370102", "370902")] // a site in 泰安 under the name of a county of 济南
    [InlineData("370902", "370902")]
    [InlineData("370102", "370202")]
    public async Task ASiteIsOfTheCountyInWhichItLiesWhateverIsSaid(string county, string lyingIn)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => DoAsync("city-editor", Jinan, InsertSite, "370100", county, lyingIn));
        Assert.Equal("a_feature_lies_in_its_county", refused.ConstraintName);
    }

    [Fact]
    public async Task AFeatureBeginsAndEndsWithAPublicationOfItsLayer()
    {
        var other = InsertSite.Replace("where layer_id = '5g')", "where layer_id = 'nb-iot')", StringComparison.Ordinal);
        Assert.Equal("a_row_begins_with_a_publication", (await Assert.ThrowsAsync<PostgresException>(() => DoAsync("administrator", None, other, "370100", "370102", null))).ConstraintName);
        const string Never = "update geo.site set valid_to = 999999 where layer_id = '5g' and valid_to is null";
        Assert.Equal("a_row_ends_with_a_publication", (await Assert.ThrowsAsync<PostgresException>(() => DoAsync("administrator", None, Never))).ConstraintName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("viewer")]
    [InlineData("door")]
    [InlineData("checker")]
    public async Task WhoeverIsNoEditorWritesNothing(string role)
    {
        await fixture.Database.AssertRefusedAsync("jinan", role, Jinan, InsertSite, "370100", "370102", null);
        await fixture.Database.AssertRefusedAsync("jinan", role, Jinan, EndSites, "370100");
        await fixture.Database.AssertRefusedAsync("jinan", role, Jinan, "insert into geo.submission (layer_id, actor, source) values ('5g', 'jinan', 'x')");
        await fixture.Database.AssertRefusedAsync("jinan", role, Jinan, "update geo.layer set data_version = data_version + 1");
        await fixture.Database.AssertRefusedAsync("jinan", role, Jinan,
            "insert into geo.publication (layer_id, data_version, kind, actor, source) values ('5g', 99, 'publication', 'jinan', 'x')");
    }

    [Theory]
    [InlineData("province-editor")]
    [InlineData("administrator")]
    public async Task TheProvinceWritesEverywhere(string role)
    {
        Assert.Equal(1, await DoAsync(role, None, InsertSite, "370200", "370202", null));
        Assert.Equal(1, await DoAsync(role, None, EndSites, "370200"));
    }

    [Theory]
    [InlineData("jinan", "city-editor", "draft of jinan")]
    [InlineData("qingdao", "city-editor", "draft of qingdao")]
    [InlineData("province", "province-editor", "draft of jinan,draft of qingdao")]
    [InlineData("jinan", "viewer", "")]
    [InlineData("", "", "")]
    public async Task DraftsAreTheirAuthorsAndTheProvinces(string actor, string role, string expected)
    {
        var drafts = await fixture.Database.AsAsync(actor, role, Jinan, session =>
            session.ScalarAsync<string>("select coalesce(string_agg(source, ',' order by source), '') from geo.submission"));
        Assert.Equal(expected, drafts);
        var rows = await fixture.Database.AsAsync(actor, role, Jinan, session => session.ScalarAsync<long>("select count(*) from geo.submission_row"));
        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Length, rows);
    }

    [Fact]
    public async Task ADraftOfAnotherIsNeitherWrittenNorDeletedNorForged()
    {
        Assert.Equal(0, await DoAsync("city-editor", Jinan, "delete from geo.submission where actor = 'qingdao'"));
        Assert.Equal(1, await DoAsync("city-editor", Jinan, "delete from geo.submission where actor = 'jinan'"));
        await fixture.Database.AssertRefusedAsync("jinan", "city-editor", Jinan, "insert into geo.submission (layer_id, actor, source) values ('5g', 'qingdao', 'x')");
        var foreign = await fixture.Database.ScalarAsync<long>("select id from geo.submission where actor = 'qingdao'");
        await fixture.Database.AssertRefusedAsync("jinan", "city-editor", Jinan,
            "insert into geo.submission_row select $1, 2, 'c', 'n', 'planned', null, false, null, null, '{}', st_setsrid(st_point(117, 36.6), 4490)", foreign);
    }

    [Fact]
    public async Task APublicationIsNotMadeInAnothersName() => await fixture.Database.AssertRefusedAsync("jinan", "city-editor", Jinan,
        "insert into geo.publication (layer_id, data_version, kind, actor, source) values ('5g', 99, 'publication', 'qingdao', 'x')");

    [Theory]
    [InlineData("update geo.site set name = 'x'")]
    [InlineData("update geo.site set city_adcode = '370100'")]
    [InlineData("delete from geo.site")]
    [InlineData("delete from geo.publication")]
    [InlineData("update geo.publication set actor = 'x'")]
    [InlineData("update geo.area set name = 'x'")]
    [InlineData("update geo.account set name = 'x'")]
    [InlineData("delete from geo.account")]
    [InlineData("truncate geo.audit")]
    [InlineData("select geo.record('someone', 'x', 'x', '{}')")]
    public async Task HistoryIsNotRewrittenEvenByAnAdministratorOfTheService(string sql) =>
        await fixture.Database.AssertRefusedAsync("root", "administrator", None, sql);

    [Fact]
    public async Task NoOneGivesRightsToThemselves()
    {
        await fixture.Database.AssertRefusedAsync("jinan", "city-editor", Jinan, "update geo.account set role = 'administrator', areas = '{}' where name = 'jinan'");
        Assert.Equal(0, await DoAsync("city-editor", Jinan, "update geo.account set password_hash = 'x' where name = 'root'"));
        Assert.Equal(1, await fixture.Database.AsAsync("jinan", "city-editor", Jinan, session => session.ScalarAsync<long>("select count(*) from geo.account")));
    }

    [Fact]
    public async Task PublishedSitesArePublicAndFoundByTheirIndexes()
    {
        Assert.Equal(["a", "b"], await fixture.Http.ValuesAsync("/ogc/collections/5g/items", "code"));
        await using var serving = Connection.Serving(fixture.Database.ConnectionString);
        await using var command = serving.CreateCommand("""
            set enable_seqscan = off;
            explain select * from geo.site where layer_id = '5g' and valid_to is null and geom_3857 && st_makeenvelope(0, 0, 1, 1, 3857)
            """);
        var plan = new System.Text.StringBuilder();
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) plan.AppendLine(rows.GetString(0));
        Assert.Matches(@"(?s)site_by_place.*Index Cond:.*geom_3857 &&", plan.ToString());
    }

    [Fact]
    public async Task RightsEndWithTheTransaction()
    {
        await using var serving = Connection.Serving(fixture.Database.ConnectionString + ";Maximum Pool Size=1");
        await using (await DatabaseSession.OpenAsync(serving, new Actor("root", "administrator", [], null), TestContext.Current.CancellationToken)) { }
        await using var command = serving.CreateCommand("select geo.actor() || geo.actor_role() || array_length(geo.actor_areas(), 1) is null or (geo.actor() = '' and geo.actor_role() = '')");
        Assert.True((bool)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
    }
}
