using System.IO.Compression;
using System.Text;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Submissions.Drafts;

/// <summary>What nobody should send: too much, broken, in another's name, dangerous to whoever opens it. What files hide, the check's own tests try.</summary>
public sealed class HostileHandInsTests(HostileHandInsTests.Fixture fixture) : IClassFixture<HostileHandInsTests.Fixture>
{
    public sealed class Fixture : DraftsFixture
    {
        protected override async Task<TestServer> StartAsync() =>
            await TestServer.StartAsync(await TestDatabase.CreateAsync(), "--Submissions:RequestBytes", "200000");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(250_000)]
    [InlineData(2_000_000)]
    public async Task ABodyOverTheLimitIsRefusedAndNothingIsKept(int bytes)
    {
        using var jinan = await fixture.JinanAsync();
        using var refused = await jinan.TryHandInAsync(new string('x', bytes));
        await refused.AssertProblemAsync(413, "too-large");
        Assert.DoesNotContain((await jinan.Http.JsonAsync("/api/submissions")).GetProperty("submissions").EnumerateArray(), draft => draft.GetProperty("file").GetProperty("size").GetInt64() > 200_000);
    }

    [Theory]
    [InlineData("text/csv", "a,b", 415, "multipart-needed")]
    [InlineData("multipart/form-data; boundary=x", "--x--\r\n", 400, "file-needed")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--\r\n", 400, "file-needed")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=file; filename=a.csv\r\n\r\na,b", 400, "malformed-multipart")]
    public async Task ABrokenFormIsAClearError(string type, string body, int status, string code)
    {
        using var jinan = await fixture.JinanAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var request = jinan.Request(HttpMethod.Post, "/api/submissions?layer=5g&area=370100", content);
        using var refused = await jinan.Http.SendAsync(request, Cancel);
        await refused.AssertProblemAsync(status, code);
    }

    [Theory]
    [InlineData("layer=5g", "area-needed")]
    [InlineData("layer=nothing&area=370100", "unknown-layer")]
    [InlineData("layer=counties&area=370100", "unknown-layer")]
    [InlineData("layer=5g&area=999999", "unknown-area")]
    [InlineData("layer=5g&area=370100&mode=other", "invalid-mode")]
    [InlineData("layer=5g&area=370100&colour=red", "unknown-parameter")]
    public async Task AQueryThatMakesNoSenseIsAClearError(string query, string code)
    {
        using var jinan = await fixture.JinanAsync();
        using var form = new MultipartFormDataContent { { new StringContent("x"), "file", "a.csv" } };
        using var request = jinan.Request(HttpMethod.Post, $"/api/submissions?{query}", form);
        using var refused = await jinan.Http.SendAsync(request, Cancel);
        await refused.AssertProblemAsync(400, code);
    }

    [Fact]
    public async Task AForeignPageCannotHandInWithTheCookie()
    {
        using var jinan = await fixture.JinanAsync();
        jinan.AntiforgeryToken = null;
        using var refused = await jinan.TryHandInAsync(HandingIn.Table("A1"));
        await refused.AssertProblemAsync(400, "antiforgery");
    }

    [Fact]
    public async Task ABombIsReportedAndTheServiceGoesOn()
    {
        using var jinan = await fixture.JinanAsync();
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry("a.csv", CompressionLevel.SmallestSize).Open())
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 100; i++) await entry.WriteAsync(zeros, Cancel);
        }
        using var form = new MultipartFormDataContent { { new ByteArrayContent(zip.ToArray()), "file", "a.zip" } };
        using var request = jinan.Request(HttpMethod.Post, "/api/submissions?layer=5g&area=370100", form);
        request.Headers.Add("Prefer", "wait=60");
        using var response = await jinan.Http.SendAsync(request, Cancel);
        var draft = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(await response.TextAsync());
        Assert.False(draft.GetProperty("outcome").GetProperty("isAccepted").GetBoolean());
        Assert.Equal("checked", draft.Text("state"));
        Assert.Equal("checked", (await jinan.HandInAsync(HandingIn.Table("A1"))).Text("state"));
    }

    [Fact]
    public async Task MarkupInANameStaysText()
    {
        using var jinan = await fixture.JinanAsync();
        var draft = await jinan.HandInAsync(HandingIn.Table("A1").Replace("A1站", "<img src=x onerror=alert(1)>", StringComparison.Ordinal), "iot-base", name: "<b>x</b>.csv");
        await jinan.PublishAsync(draft.Id());
        using var html = await fixture.Http.AskAsync("/ogc/collections/iot-base/items?f=html");
        var page = await html.TextAsync();
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x", page, StringComparison.Ordinal);
        Assert.Equal("<img src=x onerror=alert(1)>", Assert.Single(await fixture.Http.ValuesAsync("/ogc/collections/iot-base/items", "name")));
        Assert.DoesNotContain('<', draft.GetProperty("file").Text("name")!);
    }

    [Fact]
    public async Task SettingsAreHeldToTheirLists()
    {
        using var jinan = await fixture.JinanAsync();
        var draft = await jinan.HandInAsync(HandingIn.Table("A1"), "smart-farm");
        foreach (var settings in new object[]
        {
            new { repairs = new[] { "F001" } }, new { crs = "" }, new { corrections = new[] { new { row = 0, column = "a", value = "b" } } },
            new { datumShift = new { kind = "seven", dx = 1, dy = 2 } }, new { datumShift = new { kind = "nine", dx = 1, dy = 2 } }, new { encoding = "a\0b" },
        })
        {
            using var request = jinan.Request(HttpMethod.Patch, $"/api/submissions/{draft.Id()}", System.Net.Http.Json.JsonContent.Create(new { settings }));
            request.Headers.TryAddWithoutValidation("If-Match", await jinan.TagAsync(draft.Id()));
            using var refused = await jinan.Http.SendAsync(request, Cancel);
            await refused.AssertProblemAsync(400, "invalid-settings");
        }
    }
}
