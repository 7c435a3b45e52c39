using System.Globalization;
using Geo.Core.Cql2;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.WebUtilities;

namespace Geo.Server.Ogc.Features;

/// <summary>A property and the values of which a feature must have one.</summary>
/// <param name="Asked">The values as they stand in an address.</param>
public sealed record PropertyFilter(FilterProperty Property, IReadOnlyList<object> Values, string Asked);

/// <summary>
/// Queryables as query parameters (Features Part 3): every queryable with a simple value is a parameter of items, with the schema of the queryable.
/// Several values stand with commas between them; a comma within a text is written %2C (19-072, query-param-list-escape).
/// </summary>
public static class PropertyParameters
{
    /// <summary>How many values of one property may be asked for.</summary>
    public const int MostValues = 1000;

    public static IEnumerable<FilterProperty> Of(Layer layer) =>
        Queryables.Of(layer).Values.Where(queryable => queryable.Type is Cql2Type.Text or Cql2Type.Number or Cql2Type.Boolean or Cql2Type.Instant);

    /// <exception cref="ProblemException">A value is not of the queryable's schema.</exception>
    public static IReadOnlyList<PropertyFilter> Read(HttpRequest request, IEnumerable<FilterProperty> properties)
    {
        var known = properties.ToDictionary(property => property.Name);
        var filters = new List<PropertyFilter>();
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
            if (known.TryGetValue(pair.DecodeName().ToString(), out var property)) filters.Add(Read(property, pair.EncodedValue.ToString()));
        return filters;
    }

    private static PropertyFilter Read(FilterProperty property, string encoded)
    {
        var texts = encoded.Split(',').Select(part => Uri.UnescapeDataString(part.Replace('+', ' ')));
        // No value of any other kind holds a comma, and many programs write each one as %2C.
        if (property.Type != Cql2Type.Text || property.Field?.Domain is not null) texts = texts.SelectMany(text => text.Split(','));
        var list = texts.Distinct().Take(MostValues + 1).ToList();
        if (list.Count > MostValues) throw ProblemException.BadRequest("too-many-values", $"'{property.Name}' may have {MostValues} values at most: use a filter, or ask in parts.");
        return new PropertyFilter(property, [.. list.Select(text => ReadValue(property, text))], string.Join(',', list.Select(Uri.EscapeDataString)));
    }

    private static object ReadValue(FilterProperty property, string text)
    {
        var field = property.Field;
        switch (property.Type)
        {
            case Cql2Type.Number when field is null && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key):
                return key;
            case Cql2Type.Number when field is not null && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                && (field.Type == FieldType.Number || double.IsInteger(number)) && !(number < field.Minimum) && !(number > field.Maximum):
                return number;
            case Cql2Type.Boolean when text is "true" or "false":
                return text == "true";
            case Cql2Type.Instant when DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day):
                return day;
            case Cql2Type.Text when field?.Domain is null || field.Domain.Any(value => value.Value == text):
                return text;
        }
        throw ProblemException.BadRequest("invalid-value", $"'{property.Name}' must be {Expected(property)}, not '{text}'.");
    }

    private static string Expected(FilterProperty property) => property switch
    {
        { Field: null } => "a whole number",
        { Field.Domain: { } domain } => $"one of {string.Join(", ", domain.Select(value => value.Value))}",
        { Type: Cql2Type.Number, Field: { } field } =>
            (field.Type == FieldType.Integer ? "a whole number" : "a number") + (field.Minimum is { } least ? $" of at least {least}" : "") + (field.Maximum is { } most ? $" of at most {most}" : ""),
        { Type: Cql2Type.Boolean } => "true or false",
        _ => "a date such as 2021-06-30",
    };
}
