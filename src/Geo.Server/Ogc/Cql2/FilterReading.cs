using Geo.Core.Cql2;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Features;
using Geo.Server.Operations;
using Npgsql;

namespace Geo.Server.Ogc.Cql2;

/// <summary>Reads the parameters <c>filter</c>, <c>filter-lang</c> and <c>filter-crs</c> (Features Part 3).</summary>
public static class FilterReading
{
    public const string Text = "cql2-text";
    public const string Json = "cql2-json";

    /// <returns>The filter, checked down to its geometries; null when none is given.</returns>
    /// <exception cref="ProblemException">It cannot be read, or makes no sense for the layer; with the position.</exception>
    public static Expression? Read(QueryParameters parameters, Layer layer, ServedCrs crs)
    {
        var language = parameters["filter-lang"] ?? Text;
        if (language is not (Text or Json)) throw ProblemException.BadRequest("invalid-filter-lang", $"'filter-lang' must be {Text} or {Json}, not '{language}'.");
        if (parameters["filter"] is not { } filter) return null;
        try
        {
            var expression = language == Json ? Cql2Json.Parse(filter) : Cql2Text.Parse(filter);
            var queryables = Queryables.Of(layer);
            expression = Typing.RequireFilter(expression, name => queryables.GetValueOrDefault(name)?.Type);
            // Writing it once now finds what its geometries have wrong before the answer has begun.
            using var command = new NpgsqlCommand();
            new FilterSql(layer, crs, command).Write(expression);
            return expression;
        }
        catch (Cql2Exception wrong)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "invalid-filter", $"The filter cannot be used, at character {wrong.Position + 1}: {wrong.Message}")
            { Position = wrong.Position };
        }
    }
}
