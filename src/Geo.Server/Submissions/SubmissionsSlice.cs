using Geo.Server.Submissions.Drafts;
using Geo.Server.Submissions.Features;
using Geo.Server.Submissions.Templates;

namespace Geo.Server.Submissions;

/// <summary>Handing in, checking and publishing: what it needs and what it answers.</summary>
public static class SubmissionsSlice
{
    public static void AddSubmissions(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<SubmissionOptions>(configuration.GetSection("Submissions"));
        services.AddSingleton<DraftCheck>();
        services.AddFeatureWrites();
        services.AddSingleton<CheckQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<CheckQueue>());
    }

    public static void MapSubmissions(this IEndpointRouteBuilder app)
    {
        app.MapDrafts();
        app.MapUploads();
        app.MapPublications();
        app.MapTemplates();
        app.MapFeatureWrites();
    }
}
