using Geo.Server.Tests.Harness;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Geo.Server.Tests.Accounts;

/// <summary>A token or a password in an address is refused everywhere, also where it would have been ignored.</summary>
public sealed class SecretsInAddressesTests(AccountsFixture fixture) : IClassFixture<AccountsFixture>
{
    private const string Token = "geo_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task OnEveryRoute()
    {
        var routes = fixture.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.InRange(routes.Count, 20, 1000);
        foreach (var route in routes)
        {
            var path = string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
            {
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                _ => "5g",
            }))));
            foreach (var method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                foreach (var query in (string[])["token=x", $"filter={Token}"])
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method), $"/{path.TrimStart('/')}?{query}");
                    using var response = await fixture.Http.SendAsync(request, TestContext.Current.CancellationToken);
                    Assert.True((int)response.StatusCode == 400, $"{method} /{path}?{query} gave {(int)response.StatusCode}");
                    if (method != "HEAD") await response.AssertProblemAsync(400, "secret-in-url");
                }
        }
    }

    [Theory]
    [InlineData("/?access_token=x")]
    [InlineData("/api/session?PASSWORD=x")]
    [InlineData("/api/session?name=root&pwd=x")]
    [InlineData("/no/such/place?api_key=x")]
    [InlineData("/assets/app.js?Authorization=Bearer%20x")]
    [InlineData("/api/search?q=" + Token)]
    [InlineData("/api/search?q=%67eo_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("/ogc/collections/5g/items/" + Token)]
    public async Task UnderAnyNameAndInAnyPlace(string path)
    {
        using var response = await fixture.Http.AskAsync(path);
        await response.AssertProblemAsync(400, "secret-in-url");
    }

    [Fact]
    public async Task AWordThatOnlyLooksLikeOneIsNotRefused() => await fixture.Http.JsonAsync("/api/search?q=geo_token");
}
