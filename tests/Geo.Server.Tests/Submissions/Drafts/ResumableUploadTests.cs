using System.Net;
using System.Security.Cryptography;
using System.Text;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Submissions.Drafts;

/// <summary>A large file comes in pieces (tus 1.0), goes on where it broke off, and is checked when its last byte is there.</summary>
public sealed class ResumableUploadTests(DraftsFixture fixture) : IClassFixture<DraftsFixture>
{
    private static readonly byte[] File = Encoding.UTF8.GetBytes(HandingIn.Table([.. Enumerable.Range(0, 50).Select(i => $"A{i}")]));

    private static async Task<HttpResponseMessage> SendAsync(Visitor visitor, HttpMethod method, string path, byte[]? body, params (string Name, string Value)[] headers)
    {
        using var content = body is null ? null : new ByteArrayContent(body);
        if (content is not null) content.Headers.ContentType = new("application/offset+octet-stream");
        using var request = visitor.Request(method, path, content);
        if (!headers.Any(header => header.Name == "Tus-Resumable")) request.Headers.Add("Tus-Resumable", "1.0.0");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await visitor.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string> CreateAsync(Visitor visitor, long length, string layer = "iot-base")
    {
        using var response = await SendAsync(visitor, HttpMethod.Post, $"/api/uploads?layer={layer}&area=370100", null,
            ("Upload-Length", $"{length}"), ("Upload-Metadata", "other eA==, filename " + Convert.ToBase64String(Encoding.UTF8.GetBytes("站点.csv"))));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("0", Assert.Single(response.Headers.GetValues("Upload-Offset")));
        Assert.True(response.Headers.Contains("Upload-Expires"));
        return response.Headers.Location!.OriginalString;
    }

    private static string Sum(byte[] bytes) => $"sha256 {Convert.ToBase64String(SHA256.HashData(bytes))}";

    [Fact]
    public async Task ThreePiecesBecomeACheckedDraft()
    {
        using var jinan = await fixture.JinanAsync();
        var upload = await CreateAsync(jinan, File.Length);
        foreach (var (from, to) in new[] { (0, 100), (100, 1000), (1000, File.Length) })
        {
            using var head = await SendAsync(jinan, HttpMethod.Head, upload, null);
            Assert.Equal($"{from}", Assert.Single(head.Headers.GetValues("Upload-Offset")));
            Assert.Equal($"{File.Length}", Assert.Single(head.Headers.GetValues("Upload-Length")));
            using var piece = await SendAsync(jinan, HttpMethod.Patch, upload, File[from..to], ("Upload-Offset", $"{from}"), ("Upload-Checksum", Sum(File[from..to])));
            Assert.Equal(HttpStatusCode.NoContent, piece.StatusCode);
            Assert.Equal($"{to}", Assert.Single(piece.Headers.GetValues("Upload-Offset")));
        }
        var id = upload.Split('/')[^1];
        using (var events = await jinan.Http.AskAsync($"/api/submissions/{id}/events")) await events.TextAsync();
        var draft = await jinan.Http.JsonAsync($"/api/submissions/{id}");
        Assert.Equal(("checked", "站点.csv", 50), (draft.Text("state"), draft.GetProperty("file").Text("name"), draft.GetProperty("outcome").GetProperty("accepted").GetInt32()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File)), draft.GetProperty("file").Text("sha256"));
        using var late = await SendAsync(jinan, HttpMethod.Patch, upload, [1], ("Upload-Offset", $"{File.Length}"));
        await late.AssertProblemAsync(409, "wrong-offset");
    }

    [Fact]
    public async Task APieceThatArrivesDamagedLeavesNoTrace()
    {
        using var jinan = await fixture.JinanAsync();
        var upload = await CreateAsync(jinan, File.Length);
        using (var damaged = await SendAsync(jinan, HttpMethod.Patch, upload, File[..100], ("Upload-Offset", "0"), ("Upload-Checksum", Sum(File[..99])))) await damaged.AssertProblemAsync(460, "checksum-mismatch");
        using var head = await SendAsync(jinan, HttpMethod.Head, upload, null);
        Assert.Equal("0", Assert.Single(head.Headers.GetValues("Upload-Offset")));
    }

    [Fact]
    public async Task WhatArrivedBeforeALineBrokeIsKept()
    {
        using var jinan = await fixture.JinanAsync();
        var bytes = new byte[3 << 20];
        var upload = await CreateAsync(jinan, bytes.Length);
        using (var request = jinan.Request(HttpMethod.Patch, upload, new BreakingContent(bytes, 5 << 19)))
        {
            request.Headers.Add("Tus-Resumable", "1.0.0");
            request.Headers.Add("Upload-Offset", "0");
            await Assert.ThrowsAnyAsync<Exception>(() => jinan.Http.SendAsync(request, TestContext.Current.CancellationToken));
        }
        long received;
        do
        {
            using var head = await SendAsync(jinan, HttpMethod.Head, upload, null);
            received = long.Parse(Assert.Single(head.Headers.GetValues("Upload-Offset")));
        }
        while (received < 2 << 20);
        Assert.InRange(received, 2 << 20, 5 << 19);
    }

    [Fact]
    public async Task TheProtocolIsHeld()
    {
        using var jinan = await fixture.JinanAsync();
        using var options = await SendAsync(jinan, HttpMethod.Options, "/api/uploads", null);
        Assert.Equal("creation,checksum,expiration,termination", Assert.Single(options.Headers.GetValues("Tus-Extension")));
        using (var other = await SendAsync(jinan, HttpMethod.Post, "/api/uploads?layer=5g&area=370100", null, ("Tus-Resumable", "0.2.2"), ("Upload-Length", "1"))) await other.AssertProblemAsync(412, "unsupported-tus-version");
        using (var large = await SendAsync(jinan, HttpMethod.Post, "/api/uploads?layer=5g&area=370100", null, ("Upload-Length", "100000001"))) await large.AssertProblemAsync(413, "too-large");
        using (var nameless = await SendAsync(jinan, HttpMethod.Post, "/api/uploads?layer=5g&area=370100", null, ("Upload-Length", "1"))) await nameless.AssertProblemAsync(400, "filename-needed");

        var upload = await CreateAsync(jinan, 10);
        using (var wrong = await SendAsync(jinan, HttpMethod.Patch, upload, new byte[5], ("Upload-Offset", "3"))) await wrong.AssertProblemAsync(409, "wrong-offset");
        using (var more = await SendAsync(jinan, HttpMethod.Patch, upload, new byte[11], ("Upload-Offset", "0"))) await more.AssertProblemAsync(413, "too-large");
        using (var sum = await SendAsync(jinan, HttpMethod.Patch, upload, new byte[1], ("Upload-Offset", "0"), ("Upload-Checksum", "crc32 AA=="))) await sum.AssertProblemAsync(400, "invalid-checksum");
        using (var json = jinan.Request(HttpMethod.Patch, upload, new StringContent("{}", Encoding.UTF8, "application/json")))
        {
            json.Headers.Add("Tus-Resumable", "1.0.0");
            using var refused = await jinan.Http.SendAsync(json, TestContext.Current.CancellationToken);
            await refused.AssertProblemAsync(415, "unsupported-media-type");
        }
        using (var ended = await SendAsync(jinan, HttpMethod.Delete, upload, null)) Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var gone = await SendAsync(jinan, HttpMethod.Head, upload, null);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task AnUploadThatNobodyGoesOnWithExpires()
    {
        using var jinan = await fixture.JinanAsync();
        var id = long.Parse((await CreateAsync(jinan, 10)).Split('/')[^1]);
        await fixture.Database.ScalarAsync<long>("with aged as (update geo.submission set expires_at = now() - interval '1 second' where id = $1 returning id) select id from aged", id);
        // The service sweeps too, now and then: it may have been quicker.
        Assert.InRange(await fixture.Database.ScalarAsync<long>("select geo.sweep_drafts()"), 0, 1);
        Assert.Equal(0, await fixture.Database.ScalarAsync<long>("select count(*) from geo.submission where id = $1", id));
        using var gone = await jinan.Http.AskAsync($"/api/submissions/{id}");
        await gone.AssertProblemAsync(404, "unknown-submission");
    }

    /// <summary>Sends so much of the bytes, and then the line breaks.</summary>
    private sealed class BreakingContent : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly int _until;

        public BreakingContent(byte[] bytes, int until)
        {
            (_bytes, _until) = (bytes, until);
            Headers.ContentType = new("application/offset+octet-stream");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(0, _until));
            await stream.FlushAsync();
            throw new IOException("The line broke.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }
}
