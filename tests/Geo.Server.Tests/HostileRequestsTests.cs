using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Geo.Core.Cql2;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Geo.Server.Tests;

/// <summary>
/// Every GET of the OpenAPI document, every parameter of it and every header that means something, with hostile values, to a stranger and to an
/// administrator: the answer is what was asked for or a refusal, never a failure of ours, and nothing of the value stands in the SQL that is sent.
/// </summary>
public sealed class HostileRequestsTests(HostileRequestsTests.Fixture fixture) : IClassFixture<HostileRequestsTests.Fixture>
{
    /// <summary>Stands in every hostile value and in nothing else.</summary>
    private const string Mark = "zqxj";

    private static readonly string[] Values =
    [
        $"{Mark}'; drop table geo.site; --", $"{Mark}\" or \"1\"=\"1", $"{Mark}') or ('1'='1", $"{Mark}\\'\\", $"$1 {Mark} {{valid}} {{box}} {{0}}", $"E'\\x00' {Mark} /*",
        $"{Mark}\0", $"<script>{Mark}</script>", $"../../{Mark}/%2e%2e", $"\r\nX-{Mark}: 1", $"1 union select '{Mark}'", $"𝒵\u202e{Mark}", new string('9', 300) + Mark, $"{{\"op\":\"{Mark}\"}}",
    ];

    private static readonly int[] Accepted = [200, 204, 206, 302, 304, 400, 401, 403, 404, 405, 406, 410, 412, 414, 415, 416, 431];

    private readonly List<string> _wrong = [];

    public sealed class Fixture : AccountsFixture
    {
        /// <summary>Every GET of the document: its path and the parameters that it names.</summary>
        public IReadOnlyList<(string Path, IReadOnlyList<IOpenApiParameter> Parameters)> Gets { get; private set; } = [];

        protected override async Task ArrangeAsync()
        {
            await base.ArrangeAsync();
            await Database.PublishAsync("5g", [Publishing.Site("a", Publishing.Lixia).With("""{"operator": "cmcc", "sectors": [{"azimuthDeg": 0}]}""")]);
            using var response = await Http.AskAsync("/ogc/api");
            Gets = [.. OpenApiDocument.Parse(await response.TextAsync(), "json").Document!.Paths.Where(path => path.Value.Operations!.ContainsKey(HttpMethod.Get))
                .Select(path => (path.Key, (IReadOnlyList<IOpenApiParameter>)[.. path.Value.Operations![HttpMethod.Get].Parameters ?? []]))];
        }
    }

    [Fact]
    public async Task EveryParameterOfEveryAddress()
    {
        using var administrator = await fixture.AdministratorAsync();
        using var statements = new StatementCount(fixture.Database);
        var asked = 0;
        foreach (var (path, parameters) in fixture.Gets)
            foreach (var name in parameters.Where(parameter => parameter.In is ParameterLocation.Path or ParameterLocation.Query).Select(parameter => parameter.Name!).Append(Mark).Append("sortby"))
                foreach (var value in Values)
                {
                    var address = path.Contains($"{{{name}}}", StringComparison.Ordinal)
                        ? Fill(path.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal))
                        : $"{Fill(path)}?{name}={Uri.EscapeDataString(value)}";
                    await AskAsync(path.StartsWith("/api", StringComparison.Ordinal) && asked % 2 == 0 ? administrator.Http : fixture.Http, address);
                    asked++;
                }
        Assert.True(asked > 1000 && fixture.Gets.Count > 50, $"{asked} requests to {fixture.Gets.Count} addresses");
        AssertNothingReached(statements);
        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task EveryHeader()
    {
        string[] names =
        [
            "Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "If-Match", "If-Modified-Since", "If-Range", "Content-Crs", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
            "X-Forwarded-Prefix", "Forwarded", "Host", "Range", "Cookie", "Authorization", "Origin", "Referer", "User-Agent", "X-Request-Id", "traceparent", "Prefer", "X-HTTP-Method-Override",
        ];
        string[] values =
        [
            $"{Mark}'; drop table geo.site; --", $"\"{Mark}", $"Bearer geo_{Mark}'--", $"bytes=0-{new string('9', 40)},{Mark}", $"{Mark};q=nan, */*;q=-1", $"geo={Mark}%00'; .AspNetCore.Cookies={Mark}",
            $"<script>{Mark}</script>", $"{Mark}.example:99999", new string('a', 2000) + Mark, $"00-{new string('f', 32)}-{Mark}-01",
        ];
        using var statements = new StatementCount(fixture.Database);
        foreach (var path in (string[])["/", "/ogc", "/ogc/collections", "/ogc/collections/5g/items", "/ogc/collections/counties/items/370102", "/ogc/collections/5g/export.csv",
            "/ogc/collections/5g/queryables", "/ogc/collections/5g/tiles/WebMercatorQuad/12/1599/3380", "/ogc/tiles/WebMercatorQuad/12/1599/3380", "/api/search?q=a", "/api/session"])
            foreach (var name in names)
                foreach (var value in values)
                    await AskAsync(fixture.Http, path, (name, value));
        AssertNothingReached(statements);
        await AssertAsBeforeAsync();
    }

    // What no client library would send: bytes that are no text, in every place of a request.
    [Theory]
    [InlineData("GET /ogc/collections/5g/items?name=\u0080ÿ HTTP/1.1\r\nHost: x\r\n")]
    [InlineData("GET /ogc/collections/5g/items HTTP/1.1\r\nHost: x\r\nCookie: a=\u0080ÿ\u0001\r\n")]
    [InlineData("GET /ogc/collections/5g/items HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ÿþ\r\n")]
    [InlineData("GET /ogc/collections/5g/items HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"ÿ\"\r\nAccept: ÿ/ÿ\r\nAccept-Language: ÿ\r\n")]
    [InlineData("GET /ogc HTTP/1.1\r\nHost: ÿ\"><script>\r\n")]
    [InlineData("GET /ogc HTTP/1.1\r\nHost: x\r\nHost: y\r\n")]
    [InlineData("GET /ogc HTTP/1.1\r\n")]
    [InlineData("GET //ogc/../ogc/./collections HTTP/1.1\r\nHost: x\r\n")]
    [InlineData("GET http://evil.example/ogc HTTP/1.1\r\nHost: x\r\n")]
    [InlineData("GET /ogc HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n")]
    public async Task BytesThatAreNoText(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(fixture.Server.Address.Host, fixture.Server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request + "Connection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var status = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.True(status is null || !status.Split(' ')[1].StartsWith('5'), status);
    }

    [Fact]
    public async Task EveryPartOfAFilter()
    {
        string[] filters =
        [
            "name = {}", "{} = 1", "\"{}\" = 1", "name LIKE {}", "CASEI({}) = {}", "name IN ({},{})", "{}(name) = 1", "inServiceDate = DATE({})", "inServiceDate > TIMESTAMP({})", "T_DURING(INTERVAL(inServiceDate,{}),INTERVAL({},'..'))",
            "S_INTERSECTS(geometry,{})", "S_INTERSECTS(geometry,POINT({} 1))", "S_INTERSECTS(geometry,BBOX(1,2,{},4))", "A_CONTAINS(sectors.azimuthDeg,({}))", "sectors.{} = 1", "heightM + {} > 1", "id = {}", "{}",
        ];
        using var statements = new StatementCount(fixture.Database);
        foreach (var filter in filters)
            foreach (var value in Values)
                foreach (var literal in (string[])[value, $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'"])
                {
                    var text = filter.Replace("{}", literal, StringComparison.Ordinal);
                    await AskAsync(fixture.Http, $"/ogc/collections/5g/items?filter={Uri.EscapeDataString(text)}");
                    await AskAsync(fixture.Http, $"/ogc/collections/counties/items?filter={Uri.EscapeDataString(text.Replace("geometry", "name", StringComparison.Ordinal))}");
                    if (Read(text) is { } expression) await AskAsync(fixture.Http, $"/ogc/collections/5g/items?filter-lang=cql2-json&filter={Uri.EscapeDataString(Cql2Json.Print(expression))}");
                }
        AssertNothingReached(statements);
        await AssertAsBeforeAsync();
    }

    private static Expression? Read(string filter)
    {
        try
        {
            return Cql2Text.Parse(filter);
        }
        catch (Cql2Exception)
        {
            return null;
        }
    }

    private static string Fill(string path) => path.Replace("{collectionId}", "5g", StringComparison.Ordinal).Replace("{layerId}", "5g", StringComparison.Ordinal).Replace("{layer}", "5g", StringComparison.Ordinal)
        .Replace("{tileMatrixSetId}", "WebMercatorQuad", StringComparison.Ordinal).Replace("{tileMatrix}/{tileRow}/{tileCol}", "12/1599/3380", StringComparison.Ordinal)
        .Replace("{featureId}", "1", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    private async Task AskAsync(HttpClient http, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        // A stream of events does not end.
        var body = response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await response.TextAsync();
        if (WhatIsWrong(response, body) is { } wrong) _wrong.Add($"{wrong}: {address[..Math.Min(address.Length, 200)]} {string.Join(' ', headers)} gave {(int)response.StatusCode} {body[..Math.Min(body.Length, 200)]}");
    }

    private static string? WhatIsWrong(HttpResponseMessage response, string body)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (!Accepted.Contains((int)response.StatusCode)) return "status";
        if (response.Headers.Any(header => header.Key.Contains(Mark, StringComparison.OrdinalIgnoreCase))) return "a header of the asker's";
        if (type == "text/html" && body.Contains($"<script>{Mark}", StringComparison.Ordinal)) return "a script of the asker's";
        if ((int)response.StatusCode >= 400 && type is not (null or "application/problem+json")) return "no problem details";
        try
        {
            if (type?.EndsWith("json", StringComparison.Ordinal) == true && response.StatusCode != HttpStatusCode.PartialContent && response.Content.Headers.ContentEncoding.Count == 0) JsonSerializer.Deserialize<JsonElement>(body);
            return null;
        }
        catch (JsonException)
        {
            return "no JSON";
        }
    }

    // Some of them were asked of the database; as text, none was.
    private static void AssertNothingReached(StatementCount statements)
    {
        var sent = statements.Take();
        Assert.Contains(sent, sql => sql.Contains("geo.", StringComparison.Ordinal));
        Assert.DoesNotContain(sent, sql => sql.Contains(Mark, StringComparison.OrdinalIgnoreCase));
    }

    private async Task AssertAsBeforeAsync()
    {
        Assert.Empty(_wrong.Take(20));
        Assert.Equal(["a"], await fixture.Http.ValuesAsync("/ogc/collections/5g/items", "code"));
        Assert.Equal(1, await fixture.Database.ScalarAsync<long>("select count(*) from geo.site"));
    }
}
