namespace Geo.Core.Cql2;

/// <summary>How large a filter may be: enough for the outline of a county and every code of a province, too little to hurt.</summary>
public static class Cql2Limits
{
    /// <summary>Characters, text and JSON alike.</summary>
    public const int MaximumLength = 32_768;

    /// <summary>Operators inside operators.</summary>
    public const int MaximumDepth = 64;

    /// <summary>Parentheses, brackets and braces inside each other; JSON needs several for one operator.</summary>
    public const int MaximumNesting = 4 * MaximumDepth;

    /// <summary>Magnitude of a number, so that no calculation leaves the range of a double.</summary>
    public const double MaximumNumber = 1e150;

    internal static void RequireLength(string filter)
    {
        if (filter.Length > MaximumLength)
            throw new Cql2Exception(MaximumLength, $"The filter has {filter.Length} characters; at most {MaximumLength} are read.");
    }

    internal static Operation Checked(this Operation operation) => operation.Depth <= MaximumDepth
        ? operation
        : throw new Cql2Exception(operation.Position, $"The filter nests more than {MaximumDepth} levels deep.");

    internal static double CheckedNumber(double number, int position) => Math.Abs(number) <= MaximumNumber
        ? number
        : throw new Cql2Exception(position, $"Numbers must be within ±{MaximumNumber:R}.");

    internal static string CheckedText(string text, int position) => text.Contains('\0')
        ? throw new Cql2Exception(position, "A text must not hold a NUL character.")
        : text;
}
