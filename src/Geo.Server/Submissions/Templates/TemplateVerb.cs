using System.CommandLine;
using Geo.Server.Layers;
using Geo.Server.Operations;

namespace Geo.Server.Submissions.Templates;

/// <summary><c>geo template</c>: a layer's empty table as a file.</summary>
public static class TemplateVerb
{
    public static Command Create()
    {
        var layer = new Argument<string>("LAYER") { Description = "The layer that the table is for" };
        var file = new Argument<FileInfo>("FILE") { Description = "Where it goes: .xlsx or .csv" };
        return new Command("template", "Write a layer's empty table for a city to fill in") { layer, file }.Does((parsed, _) =>
        {
            var catalog = LayerCatalog.Load(LayerCatalog.FindFolder(parsed.GetValue(Verbs.Data)));
            var known = catalog.Find(parsed.GetRequiredValue(layer)) is { Role: not LayerRole.Area } found ? found
                : throw new InvalidDataException($"There is no layer '{parsed.GetValue(layer)}' that a city fills in.");
            Action<Layer, CommonDefinition, Stream> write = parsed.GetRequiredValue(file).Extension.ToLowerInvariant() switch
            {
                ".xlsx" => Template.WriteXlsx,
                ".csv" => Template.WriteCsv,
                var other => throw new InvalidDataException($"A template is .xlsx or .csv, not '{other}'."),
            };
            using var target = parsed.GetRequiredValue(file).Create();
            write(known, catalog.Common, target);
            return Task.CompletedTask;
        });
    }
}
