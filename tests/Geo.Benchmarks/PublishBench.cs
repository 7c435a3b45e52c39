using Geo.Server.Layers;
using Geo.Server.Seeding.Demonstration;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using Npgsql;

namespace Geo.Benchmarks;

/// <summary>
/// Publishing 100,000 sites: handed in, then published, each against a bare binary COPY of the same rows into a table
/// without an index, which nothing that stores them can beat.
/// </summary>
public static class PublishBench
{
    public static async Task RunAsync()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (layer, source, generate) = (await DemonstrationData.PlanAsync(database.Owner, database.Catalog, default)).Single(plan => plan.Layer.Id == "5g");
        var features = generate();
        await using var connection = await database.Owner.OpenConnectionAsync();

        var copyMs = await Clock.MedianMsAsync(1, () => CopyBareAsync(connection, layer, features));
        long submission = 0;
        var scope = new PublicationScope(Synthetic: true);
        var handInMs = await Clock.MedianMsAsync(1, async () => submission = await Submission.CreateAsync(connection, layer, "bench", source, features, scope, default));
        var publishMs = await Clock.MedianMsAsync(1, () => Publication.PublishAsync(connection, layer, submission, default));
        submission = await Submission.CreateAsync(connection, layer, "bench", source, features, scope, default);
        var unchangedMs = await Clock.MedianMsAsync(1, () => Publication.PublishAsync(connection, layer, submission, default));

        new Measurement("publish", "hand-in-100k", handInMs, "ms").Against("bare binary COPY", copyMs).Print();
        new Measurement("publish", "publish-100k", publishMs, "ms").Against("bare binary COPY", copyMs).Print();
        new Measurement("publish", "publish-100k-unchanged", unchangedMs, "ms").Against("bare binary COPY", copyMs).Print();
    }

    /// <summary>Nothing that stores the features can be quicker.</summary>
    internal static async Task CopyBareAsync(NpgsqlConnection connection, Layer layer, IReadOnlyList<SubmittedFeature> features)
    {
        await using (var create = new NpgsqlCommand("drop table if exists bare; create table bare as select * from geo.submission_row limit 0", connection)) await create.ExecuteNonQueryAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Submission.CopyRowsAsync(connection, "bare", features, _ => { }, default);
        await transaction.CommitAsync();
    }
}
