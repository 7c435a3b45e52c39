using System.Collections.Frozen;

namespace Geo.Server.Submissions.Checking;

/// <summary>Units that people write behind numbers, and how many of a field's own unit they are.</summary>
public static class Units
{
    // Written as tables write them, in lower case and one width; the field's own unit comes first.
    private static readonly FrozenDictionary<string, FrozenDictionary<string, double>> Known = new Dictionary<string, (string Words, double Factor)[]>
    {
        ["m"] = [("m 米 公尺", 1), ("km 千米 公里", 1_000), ("cm 厘米", 0.01)],
        ["km"] = [("km 千米 公里", 1), ("m 米", 0.001)],
        ["°"] = [("° 度 deg", 1)],
        ["MHz"] = [("mhz 兆赫 兆 m", 1), ("ghz 吉赫 g", 1_000), ("khz", 0.001)],
        ["W"] = [("w 瓦 瓦特", 1), ("kw 千瓦", 1_000)],
        ["kW"] = [("kw 千瓦", 1), ("mw 兆瓦", 1_000), ("w 瓦", 0.001)],
        ["dBm"] = [("dbm", 1)],
        ["dBi"] = [("dbi db", 1)],
        ["V"] = [("v 伏", 1), ("kv 千伏", 1_000)],
        ["A"] = [("a 安", 1)],
        ["%"] = [("%", 1)],
        ["m²"] = [("m2 平方米 平米 平", 1), ("亩", 10_000 / 15.0), ("公顷 ha", 10_000)],
        ["ha"] = [("ha 公顷", 1), ("亩", 1 / 15.0), ("km2 平方公里 平方千米", 100)],
        ["km²"] = [("km2 平方公里 平方千米", 1), ("ha 公顷", 0.01), ("亩", 1 / 1500.0)],
        ["PB"] = [("pb", 1), ("tb", 0.001), ("eb", 1_000)],
        ["PFLOPS"] = [("pflops pflop/s p", 1), ("eflops e", 1_000), ("tflops t", 0.001)],
    }.ToFrozenDictionary(unit => unit.Key, unit => unit.Value
        .SelectMany(words => words.Words.Split(' ').Select(word => (word, words.Factor))).ToFrozenDictionary(word => word.word, word => word.Factor));

    private static readonly FrozenSet<string> Counters =
        ["个", "台", "座", "套", "处", "家", "户", "人", "条", "辆", "架", "枚", "根", "年", "机架", "标准机架", "车位", "桩", "枪", "只", "亩", "所", "万"];

    /// <summary>By what to multiply; null where the word is no unit of the field's kind.</summary>
    public static double? Factor(string word, string? fieldUnit)
    {
        if (fieldUnit is not null && Known.TryGetValue(fieldUnit, out var words) && words.TryGetValue(word, out var factor)) return factor;
        if (fieldUnit is not null && word == HeaderText.Value(fieldUnit)) return 1;
        if (word == "万" && (fieldUnit is null || fieldUnit.StartsWith('{'))) return 10_000;
        return (fieldUnit is null || fieldUnit.StartsWith('{')) && Counters.Contains(word) ? 1 : null;
    }
}
