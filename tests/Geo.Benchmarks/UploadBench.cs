using System.Globalization;
using System.Text.Json;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Benchmarks;

/// <summary>
/// A city's 100,000 rows of CSV over HTTP, to a server in a process of its own: from the first byte sent until the check is
/// done (received, read, checked, reported, stored, compared), and from asking for its publication until that is visible. Each
/// against a bare binary COPY of the same sites; and what it costs the service in memory.
/// </summary>
public static class UploadBench
{
    private const string Layer = "5g";
    private const int Rounds = 4;

    public static async Task RunAsync()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var server = await ServerProcess.StartAsync(database);
        server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(database));
        // The first small file starts the process that checks and warms the code, as a morning's first file does.
        await PublishAsync(server.Http, await HandInAsync(server.Http, "站址编码,基站名称,经度,纬度\nA1,A1,117.07,36.65\n", "iot-base"));

        var table = CheckBench.Table();
        var idleMb = server.PeakResidentMb();
        JsonElement draft = default, publication = default;
        var checkMs = await Clock.MedianMsAsync(1, async () => draft = await HandInAsync(server.Http, table, Layer));
        var accepted = draft.GetProperty("outcome").GetProperty("accepted").GetInt32();
        if (accepted != CheckBench.Rows) throw new InvalidOperationException($"{accepted} rows were accepted.");
        var publishMs = await Clock.MedianMsAsync(1, async () => publication = await PublishAsync(server.Http, draft));
        if (publication.GetProperty("added").GetInt64() != CheckBench.Rows) throw new InvalidOperationException($"Not all was published: {publication}");
        var firstMb = server.PeakResidentMb();
        // The first publication of a layer draws its coverage planes, which stay. What files cost shows with those that follow:
        // each changes all of the sites, and memory that is flat ends where it was.
        var afterEachMb = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var renamed = await HandInAsync(server.Http, table.Replace("济南基站", $"济南新站{round}", StringComparison.Ordinal), Layer);
            await PublishAsync(server.Http, renamed);
            afterEachMb.Add(server.PeakResidentMb());
        }

        await using var connection = await database.Owner.OpenConnectionAsync();
        var features = await PublishedAsync(database);
        var copyMs = await Clock.MedianMsAsync(3, () => PublishBench.CopyBareAsync(connection, database.Catalog.Find(Layer)!, features));
        new Measurement("upload", "check-100k", checkMs, "ms").Against("bare binary COPY", copyMs).Print();
        new Measurement("upload", "publish-100k", publishMs, "ms").Against("bare binary COPY", copyMs).Print();
        new Measurement("upload", "service-memory-first", firstMb - idleMb, "MB").Print();
        new Measurement("upload", "service-memory-second", afterEachMb[0] - firstMb, "MB").Print();
        new Measurement("upload", "service-memory-growth", afterEachMb[^1] - afterEachMb[0], "MB").Print();
    }

    private static async Task<string> TokenAsync(TestDatabase database)
    {
        await using var session = await DatabaseSession.OpenAsync(database.Owner, Actor.CommandLine(), default);
        var (account, _) = await AccountChanges.CreateAsync(session, "jinan", Roles.CityEditor, ["370100"], null, default);
        var (_, secret) = await TokensApi.IssueAsync(session, account.Id, "bench", TimeSpan.FromHours(1), TimeProvider.System.GetUtcNow(), default);
        await session.CommitAsync(default);
        return secret;
    }

    private static async Task<JsonElement> HandInAsync(HttpClient http, string table, string layer)
    {
        using var form = new MultipartFormDataContent { { new StringContent(table), "file", "sites.csv" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/submissions?layer={layer}&area=370100") { Content = form, Headers = { { "Prefer", "wait=60" } } };
        using var response = await http.SendAsync(request);
        return await AnswerAsync(response);
    }

    private static async Task<JsonElement> PublishAsync(HttpClient http, JsonElement draft)
    {
        var address = $"/api/submissions/{draft.GetProperty("id").GetInt64()}";
        using var seen = await http.GetAsync(address);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/publication") { Content = JsonContent.Create(new { }) };
        request.Headers.TryAddWithoutValidation("If-Match", seen.Headers.ETag!.ToString());
        using var response = await http.SendAsync(request);
        return await AnswerAsync(response);
    }

    private static async Task<JsonElement> AnswerAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(text) : throw new InvalidOperationException(text);
    }

    private static double PeakResidentMb(this ServerProcess server)
    {
        var line = File.ReadLines($"/proc/{server.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) / 1024.0;
    }

    private static async Task<IReadOnlyList<SubmittedFeature>> PublishedAsync(TestDatabase database)
    {
        await using var command = database.Owner.CreateCommand("select code, name, status, in_service_date, attributes::text, geom from geo.site where layer_id = '5g' and valid_to is null");
        await using var rows = await command.ExecuteReaderAsync();
        var features = new List<SubmittedFeature>();
        while (await rows.ReadAsync())
            features.Add(new SubmittedFeature(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.IsDBNull(3) ? null : rows.GetFieldValue<DateOnly>(3), false, null, null,
                rows.GetString(4), rows.GetFieldValue<Geometry>(5)));
        return features;
    }
}
