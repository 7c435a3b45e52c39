using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Geo.Server.Accounts;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Submissions.Drafts;

/// <summary>A server to which editors of 济南, 泰安 and the province hand in files.</summary>
public class DraftsFixture : AccountsFixture
{
    public const string Taian = "370900";

    public string TaianEditor { get; private set; } = null!;
    public string Province { get; private set; } = null!;
    public string Viewer { get; private set; } = null!;

    protected override async Task ArrangeAsync()
    {
        await base.ArrangeAsync();
        TaianEditor = await Database.AddAccountAsync("taian", Roles.CityEditor, Taian);
        Province = await Database.AddAccountAsync("province", Roles.ProvinceEditor);
        Viewer = await Database.AddAccountAsync("viewer", Roles.Viewer);
    }

    public Task<Visitor> JinanAsync() => Visitor().SignInAsync("jinan", JinanEditor);
    public Task<Visitor> TaianAsync() => Visitor().SignInAsync("taian", TaianEditor);
    public Task<Visitor> ProvinceAsync() => Visitor().SignInAsync("province", Province);
}

/// <summary>A city's way through the service, as its programs and pages go it.</summary>
public static class HandingIn
{
    public const string Header = "站址编码,基站名称,运营商,经度,纬度";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A table of sites in 历下区 of 济南.</summary>
    public static string Table(params string[] codes) => Table(117.074, 36.651, codes);

    public static string Table(double lon, double lat, params string[] codes) =>
        string.Join('\n', [Header, .. codes.Select((code, i) => FormattableString.Invariant($"{code},{code}站,移动,{lon + i * 0.0001:F6},{lat:F6}"))]) + "\n";

    public static async Task<HttpResponseMessage> TryHandInAsync(
        this Visitor visitor, string table, string layer = "5g", string area = AccountsFixture.Jinan, string query = "", string name = "sites.csv", (string, string)? header = null)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(table)), "file", name } };
        using var request = visitor.Request(HttpMethod.Post, $"/api/submissions?layer={layer}&area={area}{query}", form);
        request.Headers.Add("Prefer", "wait=60");
        if (header is var (field, value)) request.Headers.Add(field, value);
        return await visitor.Http.SendAsync(request, Cancel);
    }

    /// <summary>Hands a file in and waits for its check.</summary>
    public static async Task<JsonElement> HandInAsync(this Visitor visitor, string table, string layer = "5g", string area = AccountsFixture.Jinan, string query = "", string name = "sites.csv")
    {
        using var response = await visitor.TryHandInAsync(table, layer, area, query, name);
        var text = await response.TextAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public static long Id(this JsonElement submission) => submission.GetProperty("id").GetInt64();

    /// <summary>Its ETag at this moment.</summary>
    public static async Task<string> TagAsync(this Visitor visitor, long id)
    {
        using var response = await visitor.Http.AskAsync($"/api/submissions/{id}");
        return Assert.Single(response.Headers.GetValues("ETag"));
    }

    public static async Task<HttpResponseMessage> TryPublishAsync(this Visitor visitor, long id, object? body = null, string? tag = null, string? key = null)
    {
        using var request = visitor.Request(HttpMethod.Post, $"/api/submissions/{id}/publication", JsonContent.Create(body ?? new { }));
        request.Headers.TryAddWithoutValidation("If-Match", tag ?? await visitor.TagAsync(id));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await visitor.Http.SendAsync(request, Cancel);
    }

    public static async Task<JsonElement> PublishAsync(this Visitor visitor, long id, object? body = null)
    {
        using var response = await visitor.TryPublishAsync(id, body);
        var text = await response.TextAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Created, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Hands in and publishes.</summary>
    public static async Task<JsonElement> BringAsync(this Visitor visitor, string table, string layer = "5g", string area = AccountsFixture.Jinan, string query = "", object? body = null) =>
        await visitor.PublishAsync((await visitor.HandInAsync(table, layer, area, query)).Id(), body);

    public static async Task<JsonElement> ChangeAsync(this Visitor visitor, long id, object change)
    {
        using var request = visitor.Request(HttpMethod.Patch, $"/api/submissions/{id}", JsonContent.Create(change));
        request.Headers.TryAddWithoutValidation("If-Match", await visitor.TagAsync(id));
        request.Headers.Add("Prefer", "wait=60");
        using var response = await visitor.Http.SendAsync(request, Cancel);
        var text = await response.TextAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public static HttpRequestMessage Request(this Visitor visitor, HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (visitor.AntiforgeryToken is not null) request.Headers.Add("X-Antiforgery-Token", visitor.AntiforgeryToken);
        return request;
    }
}
