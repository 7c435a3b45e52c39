namespace Geo.Server.Tests.Harness;

/// <summary>A clock that a test moves; it stands still otherwise, and never goes by the machine's.</summary>
public sealed class SettableClock : TimeProvider
{
    // Now, because the database notes its own time beside: what the service begins must not have ended yet there.
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan time) => _now += time;
}
