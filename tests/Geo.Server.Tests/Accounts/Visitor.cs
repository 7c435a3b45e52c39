using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Accounts;

/// <summary>A browser at the service: keeps cookies, and sends the antiforgery token with what it writes.</summary>
public sealed class Visitor : IDisposable
{
    private readonly SocketsHttpHandler _handler;

    public Visitor(TestServer server) : this(server.Address) { }

    public Visitor(Uri address)
    {
        _handler = new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false };
        Http = new HttpClient(_handler) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; } = new();
    public HttpClient Http { get; }
    public string? AntiforgeryToken { get; set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<HttpResponseMessage> TrySignInAsync(string name, string password)
    {
        var response = await Http.PostAsJsonAsync("/api/session", new { name, password }, Cancel);
        if (response.IsSuccessStatusCode) AntiforgeryToken = JsonSerializer.Deserialize<JsonElement>(await response.TextAsync()).Text("antiforgeryToken");
        return response;
    }

    public async Task<Visitor> SignInAsync(string name, string password)
    {
        using var response = await TrySignInAsync(name, password);
        Assert.True(response.IsSuccessStatusCode, await response.TextAsync());
        return this;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? bearer = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (AntiforgeryToken is not null) request.Headers.Add("X-Antiforgery-Token", AntiforgeryToken);
        if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
        return await Http.SendAsync(request, Cancel);
    }

    public async Task<JsonElement> SentAsync(HttpMethod method, string path, object? body = null, string? bearer = null)
    {
        using var response = await SendAsync(method, path, body, bearer);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path} gave {(int)response.StatusCode}: {await response.TextAsync()}");
        var text = await response.TextAsync();
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public async Task<bool> IsSignedInAsync() => (await Http.JsonAsync("/api/session")).GetProperty("signedIn").GetBoolean();

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }
}
