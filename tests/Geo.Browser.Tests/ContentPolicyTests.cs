using Geo.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace Geo.Browser.Tests;

/// <summary>The pages live with their strict policy, and the policy bites.</summary>
public sealed class ContentPolicyTests(Site site)
{
    private static Task ListenAsync(IPage page) => page.AddInitScriptAsync(
        "window.violations = []; addEventListener('securitypolicyviolation', e => window.violations.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample))");

    private static Task<string[]> ViolationsAsync(Visit visit) => visit.Page.EvaluateAsync<string[]>("() => window.violations");

    [Theory]
    [InlineData("/?l=5g&sel=370100&lv=city")]
    [InlineData("/?l=5g&as=list&v=13/36.6510/117.0740")]
    [InlineData("/?l=5g&dark=1&big=1&lang=en")]
    [InlineData("/?p=account")]
    [InlineData("/?p=admin")]
    [InlineData("/docs")]
    [InlineData("/ogc?f=html")]
    [InlineData("/ogc/collections?f=html")]
    [InlineData("/ogc/collections/5g/items?f=html")]
    public async Task NoPageBreaksItsOwnPolicy(string path)
    {
        await using var visit = await site.VisitAsync(path, prepare: ListenAsync);
        await visit.QuietAsync();
        if (path.StartsWith("/?l=", StringComparison.Ordinal)) await visit.LayerAsync("5g");
        if (path.StartsWith("/?", StringComparison.Ordinal))
        {
            await visit.Page.GetByTestId("sign-in").ClickAsync();
            await Assertions.Expect(visit.Page.GetByTestId("sign-in-dialog")).ToBeVisibleAsync();
        }
        Assert.Empty(await ViolationsAsync(visit));
        // The other pages have no icon, which the browser asks for and does not get.
        if (path.StartsWith("/?", StringComparison.Ordinal)) Assert.Empty(visit.Errors);
    }

    [Theory]
    [InlineData("document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\" onerror=\"window.hacked=1\">')", "script-src-attr")]
    [InlineData("document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.hacked=1' }))", "script-src-elem")]
    [InlineData("document.head.append(Object.assign(document.createElement('script'), { src: 'http://127.0.0.1:9/x.js' }))", "script-src-elem")]
    [InlineData("document.body.insertAdjacentHTML('beforeend', '<p style=\"position:fixed\">x</p>')", "style-src-attr")]
    [InlineData("document.head.append(Object.assign(document.createElement('style'), { textContent: 'p{}' }))", "style-src-elem")]
    [InlineData("fetch('http://127.0.0.1:9/steal').catch(() => 0)", "connect-src")]
    [InlineData("document.body.append(Object.assign(document.createElement('object'), { data: '/x.swf' }))", "object-src")]
    public async Task WhatGetsInAnywayDoesNotRun(string attack, string directive)
    {
        await using var visit = await site.VisitAsync("/?l=-", prepare: ListenAsync);
        await visit.BoundariesAsync();
        // By way of a node of the page, as markup in data would come; the test's own door is not the page's.
        await visit.Page.EvaluateAsync($"() => {{ {attack}; }}");
        await visit.Page.WaitForFunctionAsync("directive => window.violations.some(violation => violation.startsWith(directive))", directive);
        Assert.False(await visit.Page.EvaluateAsync<bool>("() => 'hacked' in window"));
    }
}
