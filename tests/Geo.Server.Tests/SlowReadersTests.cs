using System.Net.Sockets;
using System.Text;
using Geo.Server.Operations;
using Geo.Server.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace Geo.Server.Tests;

/// <summary>Whoever takes an answer slowly, or not at all, keeps nobody else waiting. One may read the database here at a time, and one download.</summary>
public sealed class SlowReadersTests(SlowReadersTests.Fixture fixture) : IClassFixture<SlowReadersTests.Fixture>
{
    private const string Export = "/ogc/collections/5g/export.geojson";
    private const string Page = "/ogc/collections/5g/items?f=json&limit=10000";
    private const int Sites = 12_000;

    public sealed class Fixture : ServerFixture
    {
        public Admission Downloads => Server.Services.GetRequiredKeyedService<Admission>(AdmissionSetting.Downloads);

        protected override async Task<TestServer> StartAsync() =>
            await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Admission:AtOnce=1", "--Admission:Downloads=1", "--Admission:PatienceSeconds=600");

        // A kilobyte each: more than the sockets between the two hold.
        protected override Task ArrangeAsync() => Database.PublishAsync("5g", Enumerable.Range(0, Sites)
            .Select(i => Publishing.Site($"s{i}", Publishing.Lixia.X, Publishing.Lixia.Y).With($$"""{"address": "{{new string('站', 300)}}"}""")));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Asks, and reads no further than that the answer has begun.</summary>
    private async Task<Socket> BeginAsync(string path)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(fixture.Server.Address.Host, fixture.Server.Address.Port, Cancel);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {fixture.Server.Address.Authority}\r\n\r\n"), Cancel);
        var first = new byte[12];
        Assert.Equal(first.Length, await socket.ReceiveAsync(first, Cancel));
        Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(first));
        return socket;
    }

    private async Task AssertOthersAreAnsweredAsync()
    {
        foreach (var path in (string[])["/ogc/collections", "/ogc/collections/5g/items?f=json&limit=1", TileAddress.Of(Publishing.Lixia, 12).Path("5g"), "/api/areas?level=city"])
            using (var other = await fixture.Http.AskAsync(path)) Assert.Equal(200, (int)other.StatusCode);
    }

    [Fact]
    public async Task ADownloadKeepsOnlyDownloadsWaiting()
    {
        Task<HttpResponseMessage> second;
        using (await BeginAsync(Export))
        {
            second = fixture.Http.AskAsync(Export);
            while (fixture.Downloads.WaitingNow == 0) await Task.Yield();
            await AssertOthersAreAnsweredAsync();
            using var head = await fixture.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, Export), Cancel);
            Assert.Equal((200, "application/geo+json"), ((int)head.StatusCode, head.Content.Headers.ContentType?.MediaType));
        }
        using var answer = await second;
        Assert.Equal(Sites, System.Text.Json.JsonDocument.Parse(await answer.TextAsync()).RootElement.GetProperty("numberReturned").GetInt32());
    }

    [Fact]
    public async Task APageKeepsNobodyWaiting()
    {
        using var slow = await BeginAsync(Page);
        await AssertOthersAreAnsweredAsync();
    }
}
