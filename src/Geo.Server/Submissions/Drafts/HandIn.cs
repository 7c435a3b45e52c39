using System.Text.Json;
using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Drafts;

/// <summary>What a new draft is for, read from a request and held against what its sender may do.</summary>
public sealed record HandIn(Layer Layer, string AreaAdcode, string Mode, CheckSettings Settings)
{
    public static readonly string[] Parameters = ["layer", "area", "mode", "crs", "dataset", "encoding"];

    private const string Area = "select level, city_adcode from geo.area where adcode = $1 and valid_to is null and level in ('province', 'city', 'county')";

    // What a person chose for this city's tables the last time is proposed again; whatever the file does not have is passed over.
    private const string Insert = """
        insert into geo.submission (layer_id, actor, source, area_adcode, synthetic, mode, state, file_name, file_size, settings, expires_at)
        values ($1, $2, $3, $4, false, $5, 'uploading', $3, $6, $7::jsonb || coalesce((
          select jsonb_build_object('columns', earlier.settings -> 'columns') from geo.submission earlier
          where earlier.layer_id = $1 and earlier.area_adcode = $4 and earlier.settings ? 'columns' order by id desc limit 1), '{}'), now() + $8)
        returning id
        """;

    public static async Task<HandIn> ReadAsync(HttpRequest request, LayerCatalog catalog, DatabaseSession session, CancellationToken cancel)
    {
        var parameters = new QueryParameters(request, Parameters);
        var layer = catalog.Find(Required(parameters, "layer"));
        if (layer is null or { Role: LayerRole.Area }) throw ProblemException.BadRequest("unknown-layer", $"There is no layer of sites or zones '{parameters["layer"]}'.");
        var mode = parameters["mode"] ?? "replace";
        if (mode is not ("replace" or "merge")) throw ProblemException.BadRequest("invalid-mode", "'mode' is replace or merge.");
        var area = Required(parameters, "area");
        await RequireAreaAsync(session, area, cancel);
        return new HandIn(layer, area, mode, new CheckSettings { Crs = parameters["crs"], Dataset = parameters["dataset"], Encoding = parameters["encoding"] });
    }

    /// <summary>Makes the draft, without its file yet.</summary>
    public async Task<long> CreateAsync(DatabaseSession session, string fileName, long fileSize, TimeSpan lifetime, CancellationToken cancel)
    {
        await using var command = session.Command(Insert, Layer.Id, session.Actor.Name, DraftFile.SafeName(fileName), AreaAdcode, Mode, fileSize,
            JsonSerializer.Serialize(Settings, Report.Json), lifetime);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>An editor hands in for the editor's own cities and counties, the province for all of them and for itself.</summary>
    private static async Task RequireAreaAsync(DatabaseSession session, string adcode, CancellationToken cancel)
    {
        var (actor, city) = (session.Actor, (string?)null);
        await using (var command = session.Command(Area, adcode))
        {
            await using var row = await command.ExecuteReaderAsync(cancel);
            if (!await row.ReadAsync(cancel)) throw ProblemException.BadRequest("unknown-area", $"There is no province, city or county '{adcode}'.");
            city = row.IsDBNull(1) ? null : row.GetString(1);
        }
        var may = actor.Role is Roles.ProvinceEditor or Roles.Administrator
            || (actor.Role == Roles.CityEditor && (actor.Areas.Contains(adcode) || (city is not null && actor.Areas.Contains(city))));
        if (!may) throw new ProblemException(403, "not-allowed", $"Your account may not hand in data of {adcode}.");
    }

    private static string Required(QueryParameters parameters, string name) =>
        parameters[name] ?? throw ProblemException.BadRequest($"{name}-needed", $"The query parameter '{name}' is needed.");
}
