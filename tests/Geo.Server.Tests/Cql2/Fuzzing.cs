using System.Diagnostics;
using System.Text;
using Geo.Core.Cql2;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Cql2;

/// <summary>
/// `make fuzz`: for FUZZ_SECONDS, filters of new seeds are compared with the evaluator, and filters with bytes changed, cut, doubled and
/// mixed are asked; whatever comes, the answer is never a failure of ours.
/// </summary>
public sealed class Fuzzing(Place.Fixture fixture) : IClassFixture<Place.Fixture>
{
    private static readonly string[] Pieces =
    [
        "(", ")", ",", "'", "\"", "\\", " AND ", " OR ", "NOT ", " LIKE ", " IN ", " BETWEEN ", " IS NULL", "CASEI(", "ACCENTI(", "BBOX(", "POINT(", "POLYGON((", "DATE('", "INTERVAL(",
        "S_CROSSES(", "T_MEETS(", "A_OVERLAPS(", "1e300", "-0", "..", "%", "_", "^", "div", "\0", "\ud800", "\U0001F3DD", "{\"op\":", "[", "]", "null", "1e-300", "99999999999999999999", "geometry", "tags.word", "--", "/*", "$1", ";",
    ];

    [Fact(Explicit = true)]
    public async Task NothingIsAFailureOfOurs()
    {
        var seconds = int.Parse(Environment.GetEnvironmentVariable("FUZZ_SECONDS") ?? "600");
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), out var given) ? given : Environment.TickCount;
        var (random, clock, asked, refused) = (new Random(seed), Stopwatch.StartNew(), 0, 0);
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            var filterSeed = random.Next();
            var difference = await RandomFiltersAgreeTests.DifferenceAsync(fixture, filterSeed);
            Assert.True(difference is null, $"seed {seed}: {difference}");
            var filter = new RandomExpressions(filterSeed).Filter(4);
            foreach (var (text, language) in ((string, string)[])[(Cql2Text.Print(filter), "cql2-text"), (Cql2Json.Print(filter), "cql2-json")])
            {
                var broken = Break(text, random);
                var more = random.Next(4) == 0 ? "&filter-crs=http://www.opengis.net/def/crs/EPSG/0/" + (random.Next(2) == 0 ? 4490 : 4549) : "";
                using var response = await fixture.Http.AskAsync($"/ogc/collections/place/items?limit=5&filter-lang={language}{more}&filter={Uri.EscapeDataString(broken)}");
                Assert.True((int)response.StatusCode is 200 or 400, $"seed {seed}: {language} {broken} gave {(int)response.StatusCode}");
                await response.TextAsync();
                asked++;
                if ((int)response.StatusCode == 400) refused++;
            }
        }
        Console.WriteLine($"{asked} broken filters asked in {seconds} s, {refused} of them refused, none failed (seed {seed})");
    }

    private const string Letters = "()',\"\\.0123456789abcE+-<>=% ";

    private static string Break(string text, Random random)
    {
        var broken = new StringBuilder(text);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var (at, length) = (random.Next(broken.Length + 1), random.Next(1, 12));
            switch (random.Next(5))
            {
                case 0: broken.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
                case 1: broken.Remove(at, Math.Min(length, broken.Length - at)); break;
                case 2 when at < broken.Length: broken[at] = (char)random.Next(1, 0xFFFF); break;
                case 3: broken.Insert(at, broken.ToString(at, Math.Min(length * 3, broken.Length - at))); break;
                default: if (at < broken.Length) broken[at] = Letters[random.Next(Letters.Length)]; break;
            }
        }
        return broken.ToString();
    }
}
