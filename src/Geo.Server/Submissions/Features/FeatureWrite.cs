using System.Text;
using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Features;
using Geo.Server.Operations;
using Geo.Server.Submissions.Drafts;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Geo.Server.Submissions.Features;

/// <summary>
/// The transaction of one feature's write, under its actor's rights. The layer is held from the start, so that what is compared with
/// If-Match is what is written over. A write that has begun is finished, also when its sender has gone.
/// </summary>
internal sealed class FeatureWrite : IAsyncDisposable
{
    private const string KeyOfNew = "select key from {relation} where layer_id = $1 and valid_from = $2";

    private readonly HttpContext _context;
    private readonly Layer _layer;
    private readonly SubmissionOptions _options;
    private readonly Idempotency? _once;
    private readonly IDisposable _turn;

    private FeatureWrite(HttpContext context, IDisposable turn, Layer layer, SubmissionOptions options, DatabaseSession session, Idempotency? once, FirstAnswer? first) =>
        (_context, _turn, _layer, _options, Session, _once, First) = (context, turn, layer, options, session, once, first);

    public DatabaseSession Session { get; }

    /// <summary>The answer to this same request before, which is given again.</summary>
    public FirstAnswer? First { get; }

    private static CancellationToken Cancel => CancellationToken.None;

    /// <param name="turn">Ends with the write.</param>
    public static async Task<FeatureWrite> BeginAsync(HttpContext context, IDisposable turn, NpgsqlDataSource database, Layer layer, SubmissionOptions options, string? content)
    {
        var headers = context.Request.Headers;
        var once = Idempotency.Of(context.Request, headers.IfMatch, headers.ContentType, headers["Content-Crs"], content);
        var session = await DatabaseSession.OpenAsync(database, context);
        try
        {
            // As long as a publication before it may take, and its own.
            await session.ExecuteAsync("set local statement_timeout = '10min'", [], Cancel);
            var first = once is null ? null : await once.ReplayAsync(session, Cancel);
            if (first is null) await PublicationLog.LockAsync(session.Connection, layer, Cancel);
            return new FeatureWrite(context, turn, layer, options, session, once, first);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>The feature that the request means and has seen.</summary>
    /// <exception cref="ProblemException">There is none, it is not the actor's, or it has changed since it was read.</exception>
    public async Task<StoredFeature> FindAsync(string featureId)
    {
        var stored = await StoredFeature.FindAsync(Session, _layer, featureId, Cancel);
        if (!stored.MayWrite) throw new ProblemException(403, "not-allowed", "Your account may not write features of this city.");
        var tags = _context.Request.GetTypedHeaders().IfMatch;
        if (tags.Count == 0)
            throw _context.Request.Headers.IfMatch.Count == 0
                ? new ProblemException(428, "if-match-required", "Give the ETag of the feature that you have read as If-Match.")
                : ProblemException.BadRequest("invalid-if-match", "'If-Match' must be an ETag in its quotation marks, or *.");
        var state = OneFeature.StateOf(_layer, $"{stored.Key}", stored.Began);
        if (!tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || OneFeature.Names(tag, state)))
            throw new ProblemException(412, "stale", "The feature is not, or not for you, as you have read it: read it again.");
        return stored;
    }

    /// <summary>Publishes a new state, a new feature, or the end of one; or proposes it where the layer's publications need approval.</summary>
    /// <param name="checked">What the feature becomes; null ends it.</param>
    /// <param name="stored">The feature as it is; null for a new one.</param>
    public async Task<IResult> PublishAsync(CheckedFeature? @checked, StoredFeature? stored)
    {
        var feature = @checked is null || stored is null ? @checked?.Feature : stored.Becomes(@checked);
        var scope = new PublicationScope(AreaAdcode: @checked?.Area ?? stored!.AreaOf(Session.Actor), Merge: feature is not null, Key: stored?.Key ?? 0);
        var source = $"OGC API {_context.Request.Method} {feature?.Code ?? stored!.Code}";
        try
        {
            var submission = await Submission.CreateInsideAsync(Session.Connection, _layer, Session.Actor.Name, source, feature is null ? [] : [feature], scope, Cancel);
            var answer = _options.NeedApproval(_layer, Session.Actor)
                ? await Proposal.WriteAsync(Session, submission, @checked, _options.DraftLifetime, Cancel)
                : await CarryOutAsync(submission, isEnded: feature is null, stored);
            if (_once is not null) await _once.RecordAsync(Session, answer, Cancel);
            await Session.CommitAsync(Cancel);
            return answer;
        }
        catch (PublicationException refused)
        {
            var status = refused.Code switch { "duplicate-code" => 409, "stale" => 412, _ => 422 };
            return Refusal.Of(status, refused.Code, refused.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        _turn.Dispose();
    }

    private async Task<FirstAnswer> CarryOutAsync(long submission, bool isEnded, StoredFeature? stored)
    {
        var result = await Publication.PublishInsideAsync(Session.Connection, _layer, submission, Cancel);
        await Session.ExecuteAsync("delete from geo.submission where id = $1", [submission], Cancel);
        if (isEnded) return new FirstAnswer(204, null, null);
        var key = stored?.Key ?? await Sql.ScalarAsync<long>(Session.Connection, KeyOfNew.For(_layer), [_layer.Id, result.Id], Cancel);
        var path = Link.To(_context.Request, $"/ogc/collections/{_layer.Id}/items/{key}");
        var feature = await StoredFeature.ReadAsync(Session, _context, _layer, $"{key}", ServedCrs.Crs84, Cancel);
        // What the answer carries is what a GET of the feature would.
        _context.Response.Headers.ContentLocation = path;
        _context.Response.Headers["Content-Crs"] = $"<{ServedCrs.Crs84.Uri}>";
        return new FirstAnswer(stored is null ? 201 : 200, stored is null ? path : null, Encoding.UTF8.GetString(feature.Json.Span))
        { ETag = feature.Tag(_context).ToString(), ContentType = Negotiation.GeoJson };
    }
}
