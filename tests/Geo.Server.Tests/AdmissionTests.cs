using Geo.Server.Operations;
using Geo.Server.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Geo.Server.Tests;

/// <summary>More requests than the database can take: some wait, the rest are told to come back, and nothing breaks. One may be at work here and one wait.</summary>
public sealed class AdmissionTests(AdmissionTests.Fixture fixture) : IClassFixture<AdmissionTests.Fixture>
{
    private const string Items = "/ogc/collections/5g/items?f=json";
    private static readonly string Warm = $"{TileAddress.Of(Publishing.Lixia, 12).Path("5g")}?version=1";

    public sealed class Fixture : ServerFixture
    {
        public Admission Admission => Server.Services.GetRequiredService<Admission>();

        protected override async Task<TestServer> StartAsync() =>
            await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Admission:AtOnce=1", "--Admission:Waiting=1", "--Admission:PatienceSeconds=600");

        protected override Task ArrangeAsync() => Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia)]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Nobody reads the sites until this is disposed.</summary>
    private async Task<NpgsqlConnection> HoldSitesAsync()
    {
        var connection = await fixture.Database.Owner.OpenConnectionAsync(Cancel);
        await using var hold = new NpgsqlCommand("begin; lock table geo.site in access exclusive mode", connection);
        await hold.ExecuteNonQueryAsync(Cancel);
        return connection;
    }

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        while (!await reached())
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task<bool> IsReadingAsync() => fixture.Database.ScalarAsync<bool>(
        "select exists (select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and wait_event_type = 'Lock')");

    [Fact]
    public async Task OneIsAtWorkOneWaitsAndTheThirdIsToldToComeBack()
    {
        (await fixture.Http.AskAsync(Warm)).Dispose();
        Task<HttpResponseMessage> working, waiting;
        await using (await HoldSitesAsync())
        {
            working = fixture.Http.AskAsync(Items);
            await UntilAsync(IsReadingAsync);
            waiting = fixture.Http.AskAsync(Items);
            await UntilAsync(() => Task.FromResult(fixture.Admission.WaitingNow == 1));
            using var refused = await fixture.Http.AskAsync(Items);
            await refused.AssertProblemAsync(503, "busy");
            Assert.Equal("5", Assert.Single(refused.Headers.GetValues("Retry-After")));
            // What is in the cache is answered however busy the database is.
            using var warm = await fixture.Http.AskAsync(Warm);
            using var cold = await fixture.Http.AskAsync($"{TileAddress.Of(Publishing.Lixia, 17).Path("5g")}?version=1");
            Assert.Equal((200, 503), ((int)warm.StatusCode, (int)cold.StatusCode));
            using var alive = await fixture.Http.AskAsync("/healthz");
            Assert.Equal(200, (int)alive.StatusCode);
        }
        Assert.Equal([200, 200], (await Task.WhenAll(working, waiting)).Select(response => (int)response.StatusCode));
    }

    [Fact]
    public async Task WhoLeavesEndsTheQueryAndGivesTheTurnBack()
    {
        await using (await HoldSitesAsync())
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var asked = fixture.Http.GetAsync(Items, leaving.Token);
            await UntilAsync(IsReadingAsync);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
            // The lock is still held: only a cancelled query stops waiting for it.
            await UntilAsync(async () => !await IsReadingAsync());
            await UntilAsync(() => Task.FromResult(fixture.Admission.FreeNow == 1));
        }
        using var next = await fixture.Http.AskAsync(Items);
        Assert.Equal(200, (int)next.StatusCode);
    }

    [Fact]
    public async Task WhoLeavesTheQueueGivesThePlaceBack()
    {
        Task<HttpResponseMessage> working;
        await using (await HoldSitesAsync())
        {
            working = fixture.Http.AskAsync(Items);
            await UntilAsync(IsReadingAsync);
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var waiting = fixture.Http.GetAsync(Items, leaving.Token);
            await UntilAsync(() => Task.FromResult(fixture.Admission.WaitingNow == 1));
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            await UntilAsync(() => Task.FromResult(fixture.Admission.WaitingNow == 0));
        }
        Assert.Equal(200, (int)(await working).StatusCode);
    }

    [Fact]
    public async Task WhoWaitsLongerThanThePatienceIsToldToComeBack()
    {
        using var admission = new Admission(new AdmissionOptions(AtOnce: 1, Waiting: 1, PatienceSeconds: 0.01));
        using var working = await admission.EnterAsync(Cancel);
        var refused = await Assert.ThrowsAsync<ProblemException>(async () => await admission.EnterAsync(Cancel));
        Assert.Equal((503, "busy"), (refused.Status, refused.Code));
        await UntilAsync(() => Task.FromResult(admission.WaitingNow == 0));
    }

    [Fact]
    public async Task AQueryThatTakesTooLongIsEndedByTheDatabase()
    {
        await using var database = TestDatabase.With(fixture.Database, "-c statement_timeout=100ms");
        await using var impatient = await TestServer.StartSharedAsync(database);
        await using var held = await HoldSitesAsync();
        using var slow = await impatient.Http.AskAsync(Items);
        await slow.AssertProblemAsync(503, "too-slow");
        Assert.Equal("5", Assert.Single(slow.Headers.GetValues("Retry-After")));
    }
}
