using Geo.Browser.Tests.Harness;

namespace Geo.Browser.Tests;

public sealed class NothingLeavesTheOriginTests(Site site)
{
    [Fact]
    public async Task TheMapAsksOnlyItsOwnServer()
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.WaitForFunctionAsync("() => performance.getEntriesByName('boundaries-painted').length > 0");
        Assert.Empty(visit.ForeignRequests);
        Assert.Empty(visit.Errors);
    }
}
