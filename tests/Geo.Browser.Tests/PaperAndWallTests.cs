using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Geo.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace Geo.Browser.Tests;

/// <summary>What is on the screen comes onto paper at its true size with all that the law asks, and onto the big screen.</summary>
public sealed partial class PaperAndWallTests(Site site)
{
    [Theory]
    [InlineData("a4", 300, 3508, 2480)]
    [InlineData("a4", 150, 1754, 1240)]
    [InlineData("a3", 150, 2480, 1754)]
    public async Task APictureHasTheSizeOfItsPaperAndSaysSo(string paper, int dpi, int width, int height)
    {
        await using var visit = await site.VisitAsync("/?p=ratings&lv=city&view=print");
        await visit.Page.GetByTestId($"paper-{paper}").ClickAsync();
        await visit.Page.GetByTestId($"dpi-{dpi}").ClickAsync();
        var png = await SavedAsync(visit.Page);
        Assert.Equal((width, height), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        Assert.Equal("pHYs", Encoding.ASCII.GetString(png, 37, 4));
        Assert.Equal(dpi / 0.0254, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(41)), 1.0);
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task TheSheetHasTitleLegendScaleNorthStampAndItsAddress()
    {
        await using var visit = await site.VisitAsync("/?p=ratings&lv=city&view=print");
        var sheet = visit.Page.GetByTestId("sheet");
        await Assertions.Expect(sheet.GetByTestId("stamp")).ToHaveTextAsync("内部使用 · 未经地图审核");
        await Assertions.Expect(sheet.GetByTestId("legend")).ToContainTextAsync("3★");
        await Assertions.Expect(sheet.GetByTestId("scale")).ToContainTextAsync("100 km");
        await Assertions.Expect(sheet.GetByTestId("north")).ToContainTextAsync("N");
        await Assertions.Expect(sheet).ToContainTextAsync(new Regex(@"pv=\d+&at=\d+"));
        await Assertions.Expect(sheet).ToContainTextAsync("演示数据");
        await visit.Page.GetByTestId("language").ClickAsync();
        await Assertions.Expect(sheet.GetByTestId("stamp")).ToContainTextAsync("Internal use");
    }

    [Fact]
    public async Task ChineseIsDrawnInThePicture()
    {
        await using var visit = await site.VisitAsync("/?p=plan&view=print");
        await Assertions.Expect(visit.Page.GetByTestId("sheet")).ToBeVisibleAsync();
        await visit.Page.GetByTestId("dpi-150").ClickAsync();
        var png = Convert.ToBase64String(await SavedAsync(visit.Page));
        // The title's first two signs, in the picture itself: both have ink, and they are not the same empty box.
        var (first, second) = (await InkAsync(0), await InkAsync(1));
        Assert.All([first, second], ink => Assert.InRange(ink.Count(c => c == '1'), 40, ink.Length / 2));
        Assert.NotEqual(first, second);

        Task<string> InkAsync(int sign) => visit.Page.EvaluateAsync<string>("""
            async ([png, sign]) => {
              const image = await createImageBitmap(new Blob([Uint8Array.from(atob(png), sign => sign.charCodeAt(0))], { type: 'image/png' }));
              const canvas = Object.assign(document.createElement('canvas'), { width: 36, height: 44 });
              const context = canvas.getContext('2d');
              // 64 units of 2970 to a sign, and the picture is 1754 wide: the title's signs are 38 pixels apart.
              context.drawImage(image, -(53 + sign * 37.8), -(1240 * (90 + 50 - 60) / 2100), image.width, image.height);
              const data = context.getImageData(0, 0, 36, 44).data;
              return Array.from({ length: 36 * 44 }, (_, i) => data[4 * i] < 128 ? '1' : '0').join('');
            }
            """, new object[] { png, sign });
    }

    [Theory]
    [InlineData("a4", 297, 210)]
    [InlineData("a3", 420, 297)]
    public async Task ThePdfIsOnePageOfThatPaperWithTextInIt(string paper, int widthMm, int heightMm)
    {
        await using var visit = await site.VisitAsync("/?p=plan&i=5g-stations&view=print");
        await Assertions.Expect(visit.Page.GetByTestId("sheet")).ToBeVisibleAsync();
        await visit.Page.GetByTestId($"paper-{paper}").ClickAsync();
        var pdf = Encoding.Latin1.GetString(await visit.Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }));
        var box = Assert.Single(MediaBox().Matches(pdf));
        Assert.Equal(widthMm / 25.4 * 72, double.Parse(box.Groups[1].ValueSpan, CultureInfo.InvariantCulture), 1.5);
        Assert.Equal(heightMm / 25.4 * 72, double.Parse(box.Groups[2].ValueSpan, CultureInfo.InvariantCulture), 1.5);
        Assert.Contains("CJK", pdf, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AListOfAllCountiesGoesOnToFurtherSheets()
    {
        await using var visit = await site.VisitAsync("/?p=ratings&lv=county&view=print");
        await Assertions.Expect(visit.Page.GetByTestId("sheet")).ToHaveCountAsync(3);
        // Every county is on one of them, once.
        var listed = await visit.Page.Locator("[data-testid^='sheet-37']").EvaluateAllAsync<string[]>("all => all.map(each => each.dataset.testid)");
        Assert.Equal((136, 136), (listed.Length, listed.Distinct().Count()));
        await visit.Page.GetByTestId("sheet-3").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("sheet").Last).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByTestId("sheet").First).ToBeHiddenAsync();
        await visit.Page.GetByTestId("dpi-150").ClickAsync();
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByTestId("save-png").ClickAsync());
        Assert.Equal("ratings-a4-150dpi-3.png", download.SuggestedFilename);
        var pdf = Encoding.Latin1.GetString(await visit.Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }));
        Assert.Equal(3, MediaBox().Count(pdf));
    }

    [Fact]
    public async Task TheWallFillsAHugeScreenAndEveryNumberLeadsToItsList()
    {
        await using var visit = await site.VisitAsync("/?view=wall", 3840, 2160);
        await Assertions.Expect(visit.Page.GetByTestId("wall-5g-stations")).ToContainTextAsync("100,000");
        var height = await visit.Page.GetByTestId("wall-5g-stations").Locator(".number").EvaluateAsync<double>("e => parseFloat(getComputedStyle(e).fontSize)");
        Assert.InRange(height, 60, 90);
        var size = await visit.Page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]");
        Assert.Equal((3840, 2160), (size[0], size[1]));
        // Every number is a link.
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("() => [...document.querySelectorAll('.wall-numbers .number')].filter(e => !e.closest('a')).length"));
        await visit.Page.GetByTestId("wall-5g-stations").ClickAsync();
        await Assertions.Expect(visit.Page.GetByTestId("opened-value")).ToHaveTextAsync("100,000");
    }

    private static async Task<byte[]> SavedAsync(IPage page)
    {
        await Assertions.Expect(page.GetByTestId("sheet")).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("save-png").ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }

    [GeneratedRegex(@"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")] private static partial Regex MediaBox();
}
