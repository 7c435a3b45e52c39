using Geo.Server.Operations;
using Npgsql;

namespace Geo.Server.Layers;

/// <summary>Which state of a layer an answer shows.</summary>
/// <param name="State">What is published now.</param>
/// <param name="Number">The data version that is read.</param>
/// <param name="PublicationId">The publication that made it; null when it is the current one.</param>
public sealed record LayerVersion(LayerState State, long Number, long? PublicationId)
{
    /// <summary>When the coverage figures joined to areas are read.</summary>
    public FiguresMoment Figures { get; private init; } = FiguresMoment.None;

    /// <summary>When it was published. After a restored backup the same number is another state.</summary>
    public DateTime? PublishedAt { get; private init; } = State.PublishedAt;

    public bool IsCurrent => PublicationId is null;

    /// <exception cref="ProblemException">The layer never had that version.</exception>
    public static async Task<LayerVersion> ResolveAsync(Layer layer, long? version, NpgsqlDataSource database, CancellationToken cancel)
    {
        var state = await LayerState.OfAsync(layer, database, cancel);
        if (version is null || version == state.DataVersion) return new LayerVersion(state, state.DataVersion, null);
        await using var command = database.CreateCommand("select id, published_at from geo.publication where layer_id = $1 and data_version = $2");
        command.Parameters.Add(new() { Value = layer.Id });
        command.Parameters.Add(new() { Value = version });
        await using var publication = await command.ExecuteReaderAsync(cancel);
        if (!await publication.ReadAsync(cancel))
            throw ProblemException.NotFound("unknown-version", $"The layer {layer.Id} has no data version {version}; the current one is {state.DataVersion}.");
        return new LayerVersion(state, version.Value, publication.GetInt64(0)) { PublishedAt = publication.GetDateTime(1) };
    }

    /// <summary>As <see cref="ResolveAsync"/>, of features with the figures joined to them. A version asked for by number has the figures of when it was published.</summary>
    /// <param name="figuresAt">The moment of the figures where a page before has begun it.</param>
    public static async Task<LayerVersion> ResolveWithFiguresAsync(Layer layer, long? version, IReadOnlyList<long>? figuresAt, NpgsqlDataSource database, CancellationToken cancel)
    {
        var resolved = await ResolveAsync(layer, version, database, cancel);
        if (layer.Figures.Count == 0) return resolved;
        return resolved with
        {
            Figures = figuresAt is not null ? await FiguresMoment.AtAsync(layer, figuresAt, database, cancel)
                : version is { } number ? await FiguresMoment.WithVersionAsync(layer, number, database, cancel)
                : await FiguresMoment.NowAsync(layer, database, cancel),
        };
    }

    /// <summary>SQL that is true of the rows <c>f</c> of a state; a past one adds its publication to the command.</summary>
    /// <param name="publicationId">As a <see cref="LayerSnapshot"/> says; null is the current state.</param>
    /// <param name="command">The command that the SQL is for.</param>
    public static string Predicate(long? publicationId, NpgsqlCommand command)
    {
        if (publicationId is not { } publication) return "f.valid_to is null";
        command.Parameters.Add(new() { Value = publication });
        var at = $"${command.Parameters.Count}";
        return $"f.valid_from <= {at} and (f.valid_to is null or f.valid_to > {at})";
    }
}
