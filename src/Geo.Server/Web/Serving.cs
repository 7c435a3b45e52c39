using System.Text.Json.Serialization;
using Geo.Server.Accounts;
using Geo.Server.Areas;
using Geo.Server.Coverage;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Ogc;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Common.Pages;
using Geo.Server.Ogc.Features;
using Geo.Server.Ogc.Tiles;
using Geo.Server.Operations;
using Geo.Server.Plan;
using Geo.Server.Ratings;
using Geo.Server.Search;
using Geo.Server.Submissions;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Geo.Server.Web;

/// <summary>Puts the service together: what it needs, then what it answers.</summary>
public static class Serving
{
    /// <param name="clock">What sessions, lock-outs and tokens go by; the machine's own when left out.</param>
    public static WebApplication Build(string[] arguments, string connectionString, LayerCatalog catalog, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            // A filter may hold the outline of a county; percent-encoding makes it three times as long.
            options.Limits.MaxRequestLineSize = 128 * 1024;
            options.Limits.MaxRequestBufferSize = 256 * 1024;
            // Whoever takes an answer more slowly than a poor telephone line gives up its place.
            options.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 8 * 1024, gracePeriod: TimeSpan.FromSeconds(20));
        });
        // One line for what failed, none for what went well: whoever wants every request sets Logging:LogLevel.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton(catalog.LimitedBy(builder.Configuration));
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton(Connection.Serving(connectionString));
        builder.Services.Configure<MapOptions>(builder.Configuration.GetSection("Map"));
        // A wrong definition of the plan stops the start, with file and line.
        builder.Services.AddSingleton(PlanCatalog.Load(catalog));
        builder.Services.AddSingleton<CoverageNumbers>();
        builder.Services.AddSingleton<PlanReading>();
        builder.Services.AddAdmission(builder.Configuration);
        builder.Services.AddHostedService<PlanFollower>();
        builder.Services.AddProblems();
        builder.Services.AddAccounts(builder.Configuration);
        builder.Services.AddSubmissions(builder.Configuration);
        builder.Services.AddCoverage();
        builder.Services.AddOpenApiDocument();
        builder.Services.AddRazorComponents();
        builder.Services.AddTileCache(builder.Configuration);
        builder.Services.AddSingleton(new PropertyTexts(builder.Configuration.GetSection("Cache").Get<PropertyTextOptions>() ?? new PropertyTextOptions()));
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, Negotiation.GeoJson];
        });
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull);

        var app = builder.Build();
        app.UseProblems();
        app.UseSecurityHeaders();
        app.UseNoSecretsInAddresses();
        app.UseResponseCompression();
        app.UseAdmission();
        app.UseAccounts();
        app.MapHealth();
        app.MapOgcApi();
        app.MapOpenApiDocument();
        app.MapPageStyle();
        app.MapAreas();
        app.MapAreaOutlines();
        app.MapLayerCounts();
        app.MapSearch();
        app.MapPlan();
        app.MapPlanCollections();
        app.MapRatings();
        app.MapCoverage();
        app.MapAccounts();
        app.MapSubmissions();
        app.MapMapConfiguration();
        app.MapWebAssets();
        return app;
    }
}
