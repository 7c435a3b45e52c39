using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;
using Geo.Server.Tests.Submissions.Drafts;

namespace Geo.Server.Tests.Submissions.Features;

/// <summary>A server with keys of the editors of 济南, of 泰安 and of the province, as programs write with.</summary>
public class WritingFixture : DraftsFixture
{
    public const string GeoJson = "application/geo+json";
    public const string MergePatch = "application/merge-patch+json";
    public const double TaianLon = 117.16, TaianLat = 36.22;

    public string JinanKey { get; private set; } = null!;
    public string TaianKey { get; private set; } = null!;
    public string ProvinceKey { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected override async Task ArrangeAsync()
    {
        await base.ArrangeAsync();
        JinanKey = await KeyAsync(await JinanAsync());
        TaianKey = await KeyAsync(await TaianAsync());
        ProvinceKey = await KeyAsync(await ProvinceAsync());
    }

    public static async Task<string> KeyAsync(Visitor visitor)
    {
        using (visitor) return (await visitor.SentAsync(HttpMethod.Post, "/api/tokens", new { name = "writing" })).Text("secret")!;
    }

    public static string Items(string collection) => $"/ogc/collections/{collection}/items";

    /// <summary>A site in 历下区 of 济南, or elsewhere.</summary>
    public static string Site(string code, double lon = 117.074, double lat = 36.651, string more = "") =>
        FormattableString.Invariant($$$"""{"type": "Feature", "geometry": {"type": "Point", "coordinates": [{{{lon}}}, {{{lat}}}]}, "properties": {"code": "{{{code}}}", "name": "{{{code}}}站"{{{more}}}}}""");

    /// <summary>The same as 5G has it.</summary>
    public static string Mast(string code, string more = "") => Site(code, more: $", \"operator\": \"cmcc\"{more}");

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key, string? content = null, string? type = GeoJson, params (string Name, string Value)[] headers) =>
        SendAsync(Http, method, path, key, content, type, headers);

    /// <summary>The same to a server of the test's own.</summary>
    public static async Task<HttpResponseMessage> SendAsync(
        HttpClient http, HttpMethod method, string path, string? key, string? content = null, string? type = GeoJson, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (content is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        if (content is not null && type is not null) request.Content!.Headers.TryAddWithoutValidation("Content-Type", type);
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, Cancel);
    }

    public Task<HttpResponseMessage> PostAsync(string collection, string content, string? key = null, params (string, string)[] headers) =>
        SendAsync(HttpMethod.Post, Items(collection), key ?? JinanKey, content, GeoJson, headers);

    public Task<HttpResponseMessage> PutAsync(string path, string content, string tag = "*", string? key = null, params (string, string)[] headers) =>
        SendAsync(HttpMethod.Put, path, key ?? JinanKey, content, GeoJson, [("If-Match", tag), .. headers]);

    public Task<HttpResponseMessage> PatchAsync(string path, string content, string tag = "*", string? key = null, params (string, string)[] headers) =>
        SendAsync(HttpMethod.Patch, path, key ?? JinanKey, content, MergePatch, [("If-Match", tag), .. headers]);

    public Task<HttpResponseMessage> DeleteAsync(string path, string tag = "*", string? key = null) => SendAsync(HttpMethod.Delete, path, key ?? JinanKey, headers: ("If-Match", tag));

    /// <summary>Adds a feature; returns its address.</summary>
    public async Task<string> AddAsync(string collection, string content, string? key = null)
    {
        using var created = await PostAsync(collection, content, key);
        Assert.True((int)created.StatusCode == 201, await created.TextAsync());
        return created.Headers.Location!.PathAndQuery;
    }

    public async Task<string> TagAsync(string path, string? key = null)
    {
        using var response = await Http.AskAsync(path, key is null ? [] : [("Authorization", $"Bearer {key}")]);
        return Assert.Single(response.Headers.GetValues("ETag"));
    }

    public Task<JsonElement> ReadAsync(string path) => Http.JsonAsync(path);

    public Task<long> VersionAsync(string layer) => Database.ScalarAsync<long>("select data_version from geo.layer where id = $1", layer);

    public async Task<IReadOnlyList<string>> CodesAsync(string collection) => await Http.ValuesAsync($"{Items(collection)}?limit=1000", "code");

    /// <summary>The codes of the findings of a refusal, with where they are.</summary>
    public static async Task<IReadOnlyList<string>> FindingsAsync(HttpResponseMessage refused)
    {
        await refused.AssertProblemAsync(422, "not-accepted");
        return [.. JsonSerializer.Deserialize<JsonElement>(await refused.TextAsync()).GetProperty("findings").EnumerateArray().Select(finding => $"{finding.Text("code")} {finding.Text("pointer")}")];
    }
}
