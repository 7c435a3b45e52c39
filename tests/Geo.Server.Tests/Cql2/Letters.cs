using System.Globalization;
using System.Text;

namespace Geo.Server.Tests.Cql2;

/// <summary>Case folding and accents of the letters that the places have: the runtime's own tables are left out with its globalisation.</summary>
internal static class Letters
{
    private static readonly Dictionary<char, char> Plain = new()
    {
        ['Ä'] = 'A', ['ä'] = 'a', ['É'] = 'E', ['é'] = 'e', ['Å'] = 'A', ['å'] = 'a', ['Ü'] = 'U', ['ü'] = 'u', ['ό'] = 'ο', ['Ό'] = 'Ο', ['ș'] = 's', ['ă'] = 'a', ['ø'] = 'o', ['Ø'] = 'O',
    };

    public static string WithoutCase(string text) =>
        text.ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal).Replace('ς', 'σ');

    public static string WithoutAccents(string text)
    {
        var plain = new StringBuilder();
        foreach (var letter in text)
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark) plain.Append(Plain.GetValueOrDefault(letter, letter));
        return plain.ToString();
    }
}
