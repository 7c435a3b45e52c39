namespace Geo.Benchmarks.Serve;

/// <summary>A server of features and how each question is asked of it; null is a question that it does not answer.</summary>
/// <param name="Name">As figures name it.</param>
/// <param name="Address">Where it listens.</param>
public abstract record FeatureServer(string Name, Uri Address)
{
    /// <summary>The features that a box of longitude and latitude holds.</summary>
    public abstract string? Box(string bbox, int limit);

    /// <summary>One feature by its key.</summary>
    public abstract string? One(long key);

    /// <summary>A page of the whole layer that begins after as many features.</summary>
    public virtual string? Page(int offset, int limit) => null;

    /// <summary>The features that a filter lets through.</summary>
    public virtual string? Filtered(FilterCase filter, int limit) => null;

    /// <summary>The whole layer in one answer.</summary>
    public virtual string? Everything => null;

    /// <summary>Returns when nothing of a load before is left to do.</summary>
    public virtual Task SettleAsync() => Task.CompletedTask;

    /// <summary>What wrk measures of a question of which there are several.</summary>
    internal async Task<Load> LoadAsync(Wrk wrk, string name, int users, IEnumerable<string> paths, params (string, string)[] headers)
    {
        var load = await wrk.RunAsync(name, Name, Address, users, paths, headers);
        await SettleAsync();
        return load;
    }

    internal async Task<string> ReadAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(5) };
        return await http.GetStringAsync(path);
    }
}

/// <summary>The service itself. Deep pages go by cursors, so they are followed and not asked for by number.</summary>
public sealed record Own(Uri Address) : FeatureServer("geo", Address)
{
    private const string Collection = "/ogc/collections/5g";

    public override string Box(string bbox, int limit) => $"{Collection}/items?f=json&bbox={bbox}&limit={limit}";
    public override string One(long key) => $"{Collection}/items/{key}?f=json";
    public override string Filtered(FilterCase filter, int limit) => Where(filter.Cql2, limit);
    public override string Everything => $"{Collection}/export.geojson";
    public static string Where(string cql2, int limit) => $"{Collection}/items?f=json&filter={Uri.EscapeDataString(cql2)}&limit={limit}";
    public static string FirstPage(int limit) => $"{Collection}/items?f=json&limit={limit}";
}

/// <summary>PostgreSQL building the JSON behind the plain server.</summary>
public sealed record SqlJson(Uri Address) : FeatureServer("sql-json", Address)
{
    public override string Box(string bbox, int limit) => $"/sql-json/box?bbox={bbox}&limit={limit}";
    public override string One(long key) => $"/sql-json/one?key={key}";
    public override string Filtered(FilterCase filter, int limit) => $"/sql-json/filter?name={filter.Name}&limit={limit}";
}
