using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Drafts;

/// <summary>Section <c>Submissions</c> of the configuration.</summary>
public sealed record SubmissionOptions
{
    public Limits Limits { get; init; } = Limits.Default;
    /// <summary>The largest file that one request may carry; a larger one comes by resumable upload.</summary>
    public long RequestBytes { get; init; } = 20_000_000;
    /// <summary>How many files are checked at the same time, each in a process of its own.</summary>
    public int Checkers { get; init; } = 1;
    /// <summary>Layers whose publications by city editors wait for the province's approval.</summary>
    public IReadOnlyList<string> ApprovalLayers { get; init; } = [];
    /// <summary>A draft that nobody touches is kept so long.</summary>
    public TimeSpan DraftLifetime { get; init; } = TimeSpan.FromDays(30);
    /// <summary>An upload that broke off can go on so long.</summary>
    public TimeSpan UploadLifetime { get; init; } = TimeSpan.FromDays(1);
    /// <summary>Whoever removes a larger share of what is published must type how many.</summary>
    public double RemovalToConfirm { get; init; } = 0.05;
    /// <summary>The largest request that writes one feature: an outline of some 50,000 vertices.</summary>
    public long FeatureBytes { get; init; } = 2_000_000;

    /// <summary>Whether what this actor publishes of a layer waits for the province.</summary>
    public bool NeedApproval(Layer layer, Actor actor) => actor.Role == Roles.CityEditor && ApprovalLayers.Contains(layer.Id);
}
