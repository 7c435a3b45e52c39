using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Server.Accounts;
using Geo.Server.Areas;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Drafts;
using Microsoft.Extensions.Options;

namespace Geo.Server.Submissions.Features;

/// <summary>
/// Checks one feature by the rules of an upload. In the service itself: a few hundred kilobytes of JSON cannot do what an archive or a
/// workbook can, and a process would take longer to start than the write takes.
/// </summary>
internal sealed class FeatureCheck(CheckedAreas areas, LayerCatalog catalog, IOptions<SubmissionOptions> options)
{
    // Of an upload they are told, and a person decides; here nobody looks, and the feature would be other than what was sent.
    private static readonly string[] RefusedHere = [Rules.NotInDomain.Code, Rules.DuplicateRow.Code];

    /// <summary>The feature as a submission stores it, and as which of the actor's areas it was accepted.</summary>
    /// <param name="before">Its properties now: what was published with a warning may stay; null for a new feature.</param>
    /// <exception cref="ProblemException">It breaks a rule; the findings say which and where.</exception>
    public async Task<CheckedFeature> RunAsync(Actor actor, Layer layer, GivenFeature given, ServedCrs crs, JsonObject? before, CancellationToken cancel)
    {
        GivenPositions.ToDegrees(given.Geometry, crs);
        var rows = FeatureRows.Of(layer, given);
        var settings = new CheckSettings { Columns = rows.Columns };
        var folder = Directory.CreateTempSubdirectory("geo-feature-");
        try
        {
            var file = Path.Combine(folder.FullName, CheckedFeature.FileName);
            var json = rows.Collection.ToJsonString(Report.Json);
            await File.WriteAllTextAsync(file, json, cancel);
            List<object>? findings = null;
            // An editor of several cities may write in each; that one is meant in which the feature passes.
            foreach (var area in actor.Role == Roles.CityEditor ? actor.Areas : [Comparison.Province])
            {
                var request = new CheckRequest(file, CheckDepth.Rules, layer.Id, area, settings, null, null, "", null, null, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime)) { Limits = options.Value.Limits };
                var (check, report) = Run(request, await areas.OfAsync(area, cancel));
                var refusing = report.Findings.SelectMany(group => group.Entries).Where(finding => Refuses(finding, given, before)).ToList();
                if (refusing.Count == 0 && check.Sites is [var site] && !check.RejectedRows.Any())
                    return new CheckedFeature(site.ToFeature(new FeatureColumns(check.Header!, layer)), given.KeepsPlace, area, json, settings, report);
                findings ??= [.. refusing.Select(View).Distinct()];
            }
            throw new ProblemException(422, "not-accepted", "The feature breaks rules of its layer: see findings.") { Findings = findings ?? [] };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The locators of a shape are built when they are first asked, so one check at a time asks it.
    private (Check Check, Report Report) Run(CheckRequest request, CityShape area)
    {
        var check = new Check(request, catalog, area);
        lock (area) return (check, check.Run());
    }

    private static bool Refuses(Finding finding, GivenFeature given, JsonObject? before)
    {
        if (finding.Severity == Severity.Error) return true;
        if (!RefusedHere.Contains(finding.Code)) return false;
        var field = finding.Field?.Split('.')[0];
        return field is null || before is null || before[field]?.ToJsonString() != given.Properties[field]?.ToJsonString();
    }

    // What stands in every row of a list is one thing of the feature.
    private static FeatureFinding View(Finding finding) =>
        new(FeatureRows.PointerOf(finding), finding.Field, finding.Code, finding.Message, finding.Value, finding.Suggestion);
}

/// <summary>What is wrong with a feature, by the codes of an upload's report.</summary>
/// <param name="Pointer">Where in the feature, as a JSON Pointer; empty where it is the whole.</param>
internal sealed record FeatureFinding(string Pointer, string? Field, string Code, Title Message, string? Value, string? Suggestion);

/// <summary>A feature that passed.</summary>
/// <param name="KeepsPlace">Its geometry is what was read and not what was sent.</param>
/// <param name="Area">The area of its sender by which it was checked.</param>
/// <param name="File">The file that was checked.</param>
internal sealed record CheckedFeature(SubmittedFeature Feature, bool KeepsPlace, string Area, string File, CheckSettings Settings, Report Report)
{
    public const string FileName = "feature.geojson";
}
