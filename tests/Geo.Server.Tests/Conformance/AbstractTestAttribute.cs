using System.Runtime.CompilerServices;

namespace Geo.Server.Tests.Conformance;

/// <summary>A test that is one of a standard's abstract tests: its name is the standard, the class and the test's own id.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AbstractTestAttribute : FactAttribute
{
    /// <param name="conformanceClass">"ogcapi-features-1/1.0/conf/core"</param>
    /// <param name="test">"root-op"</param>
    public AbstractTestAttribute(string conformanceClass, string test, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line)
    {
        (ConformanceClass, Test) = (conformanceClass, test);
        DisplayName = $"{conformanceClass}/{test}";
    }

    public string ConformanceClass { get; }
    public string Test { get; }
}
