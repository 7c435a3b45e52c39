using System.Globalization;
using System.Runtime.InteropServices;

namespace Geo.Server.Submissions.Processes;

/// <summary>Limits that this process puts upon itself before it touches a file; it cannot lift them again.</summary>
public static class ProcessLimits
{
    /// <summary>Bytes of writable memory, from whoever starts the process.</summary>
    public const string Variable = "GEO_WORKER_MEMORY";

    private const int DataLimit = 2; // RLIMIT_DATA of Linux: all private writable memory, the heap's included
    private const int CoreLimit = 4; // RLIMIT_CORE: a dying worker leaves no dump of a city's data

    /// <summary>Does nothing where the system has no such limits; the heap's own limit holds there too.</summary>
    public static void Apply()
    {
        if (!OperatingSystem.IsLinux() || !ulong.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var bytes)) return;
        Set(DataLimit, bytes);
        Set(CoreLimit, 0);
    }

    /// <summary>From here on the peak counts anew, and what the last file left is given back.</summary>
    public static void ResetPeak()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then the peak is that of the process, which is no smaller.
        }
    }

    /// <summary>Largest resident memory since.</summary>
    public static long PeakBytes()
    {
        if (!OperatingSystem.IsLinux()) return Environment.WorkingSet;
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.AsSpan(6).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
    }

    private static void Set(int resource, ulong value)
    {
        var limit = new Limit { Soft = value, Hard = value };
        if (SetLimit(resource, ref limit) != 0) throw new InvalidOperationException($"The limit {resource} of this process cannot be set.");
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [DllImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, ref Limit limit);
}
