using System.Net;
using System.Text.Json;

namespace Geo.Server.Tests.Harness;

/// <summary>Requests as tests make them.</summary>
public static class Asking
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The answer as it came, whatever its status.</summary>
    public static async Task<HttpResponseMessage> AskAsync(this HttpClient http, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, Cancel);
    }

    /// <summary>The JSON of an answer that must be 200.</summary>
    public static async Task<JsonElement> JsonAsync(this HttpClient http, string path, params (string Name, string Value)[] headers)
    {
        using var response = await http.AskAsync(path, headers);
        var text = await response.TextAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path} gave {(int)response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public static Task<string> TextAsync(this HttpResponseMessage response) => response.Content.ReadAsStringAsync(Cancel);

    /// <summary>The features of one answer.</summary>
    public static async Task<IReadOnlyList<JsonElement>> FeaturesAsync(this HttpClient http, string path) =>
        [.. (await http.JsonAsync(path)).GetProperty("features").EnumerateArray()];

    /// <summary>One property of every feature of an answer, in the order of the answer.</summary>
    public static async Task<IReadOnlyList<string>> ValuesAsync(this HttpClient http, string path, string property) =>
        [.. (await http.FeaturesAsync(path)).Select(feature => feature.Property(property).ToString())];

    public static JsonElement Property(this JsonElement feature, string name) => feature.GetProperty("properties").GetProperty(name);

    public static string? Text(this JsonElement element, string member) => element.GetProperty(member).GetString();

    /// <summary>The address that a document links to by a relation; null when it does not.</summary>
    public static string? Link(this JsonElement document, string relation) =>
        document.GetProperty("links").EnumerateArray().Where(link => link.Text("rel") == relation).Select(link => link.Text("href")).SingleOrDefault();

    /// <summary>Requires problem details with this status and code, and the request's id in body and header alike.</summary>
    public static async Task AssertProblemAsync(this HttpResponseMessage response, int status, string code)
    {
        var text = await response.TextAsync();
        Assert.True((int)response.StatusCode == status, $"{response.RequestMessage!.RequestUri} gave {(int)response.StatusCode}, not {status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(code, problem.Text("code"));
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal(Assert.Single(response.Headers.GetValues("X-Request-Id")), problem.Text("requestId"));
    }
}
