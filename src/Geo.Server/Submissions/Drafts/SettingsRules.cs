using Geo.Server.Operations;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Drafts;

/// <summary>What settings may be, before they are kept: their sizes and closed lists. Whether they fit the file, its check says.</summary>
internal static class SettingsRules
{
    private const int MostCorrections = 20_000;
    private static readonly string[] RepairableCodes = ["C003", "G003", "B002", "D001"];

    public static void Check(CheckSettings settings)
    {
        var longest = Limits.Default.CellCharacters;
        foreach (var (name, text) in new[] { ("crs", settings.Crs), ("dataset", settings.Dataset), ("encoding", settings.Encoding) })
            if (text is { Length: 0 or > 500 } || text?.Contains('\0') == true) throw Invalid($"'{name}' is a short text.");
        if (settings.Columns is { } columns && (columns.Count > Limits.Default.Columns || columns.Any(column => column.Key.Length > longest || column.Value is null or { Length: > 200 } || Holds(column.Key) || Holds(column.Value))))
            throw Invalid($"'columns' maps at most {Limits.Default.Columns} headers.");
        if (settings.Corrections is { } corrections && (corrections.Count > MostCorrections || corrections.Any(correction => correction.Row < 1 || correction.Value?.Length > longest || Holds(correction.Value) || Holds(correction.Column))))
            throw Invalid($"'corrections' are at most {MostCorrections}, each of a row from 1.");
        if (settings.Repairs is { } repairs && repairs.Except(RepairableCodes).FirstOrDefault() is { } unknown)
            throw Invalid($"'{unknown}' cannot be repaired; what can: {string.Join(", ", RepairableCodes)}.");
        if (settings.DatumShift is { } shift) CheckShift(shift);
    }

    private static void CheckShift(DatumParameters shift)
    {
        if (shift.Kind is not ("four" or "seven")) throw Invalid("'datumShift.kind' is four or seven.");
        if (shift.Kind == "seven" && shift.Convention is not ("position-vector" or "coordinate-frame"))
            throw Invalid("'datumShift.convention' is position-vector or coordinate-frame: the sign of every rotation hangs on it.");
        if (!new[] { shift.Dx, shift.Dy, shift.Dz, shift.Rx, shift.Ry, shift.Rz, shift.ScalePpm, shift.Rotation }.All(double.IsFinite)) throw Invalid("The numbers of 'datumShift' are finite.");
    }

    private static bool Holds(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;

    private static ProblemException Invalid(string detail) => ProblemException.BadRequest("invalid-settings", detail);
}
