using System.Collections.Concurrent;
using Geo.Core.Radio;

namespace Geo.Core.Coverage;

/// <summary>
/// The loss not exceeded with a probability, over distance, for one link. Between the table's distances it is
/// interpolated, except where that is not true to <see cref="ErrorDb"/>: near the site, where line of sight gives way,
/// and in the intervals where the model has a step; there it is computed.
/// </summary>
internal sealed class LossTable
{
    /// <summary>What interpolation may be wrong by: four times what is allowed in the middle of an interval.</summary>
    public const double ErrorDb = 4e-4;

    private const double StepM = 0.5, DirectBelowM = 250;
    // Of 5 km at 50 m one takes 175 kB.
    private const int MostSquares = 512;

    private static readonly ConcurrentDictionary<(LossTable, CellGeometry), float[]> Squares = new();

    private readonly ScenarioModel _model;
    private readonly double _probability;
    private readonly double[] _lossDb;
    private readonly bool[] _isTrue;

    public LossTable(RadioLink link, double probability)
    {
        _model = link.Model();
        _probability = probability;
        int intervals = (int)((_model.DistanceLimitsM.Max - DirectBelowM) / StepM);
        _lossDb = new double[intervals + 1];
        for (int i = 0; i <= intervals; i++)
            _lossDb[i] = ExactDb(DirectBelowM + i * StepM);
        _isTrue = new bool[intervals];
        for (int i = 0; i < intervals; i++)
            _isTrue[i] = Math.Abs((_lossDb[i] + _lossDb[i + 1]) / 2 - ExactDb(DirectBelowM + (i + 0.5) * StepM)) < ErrorDb / 4;
    }

    /// <summary>Shortest distance of the model, metres: nearer places are given the level of this one.</summary>
    public double NearestM => _model.DistanceLimitsM.Min;

    /// <summary>Longest distance of the model, metres.</summary>
    public double FarthestM => _model.DistanceLimitsM.Max;

    public double ExactDb(double distanceM) => _model.Mixture(distanceM).LossNotExceededDb(_probability);

    /// <summary>True to <see cref="ErrorDb"/>; distances within the model's limits.</summary>
    public double LossDb(double distanceM)
    {
        double steps = (distanceM - DirectBelowM) / StepM;
        int i = (int)steps;
        if (steps < 0 || i >= _isTrue.Length || !_isTrue[i])
            return ExactDb(distanceM);
        return _lossDb[i] + (steps - i) * (_lossDb[i + 1] - _lossDb[i]);
    }

    /// <summary>
    /// The losses of all cells around a site, as true as <see cref="LossDb"/> but for single precision, infinite beyond the
    /// model. Sites that differ in direction, tilt and power share them.
    /// </summary>
    public float[] LossesDb(CellGeometry cells)
    {
        if (Squares.Count > MostSquares)
            Squares.Clear();
        return Squares.GetOrAdd((this, cells), _ =>
        {
            var losses = new float[cells.Width * cells.Width];
            for (int row = 0; row < cells.Width; row++)
                for (int column = 0; column < cells.Width; column++)
                {
                    double eastM = cells.EastM(column - cells.Reach), northM = cells.NorthM(row - cells.Reach), distanceM = Math.Sqrt(eastM * eastM + northM * northM);
                    losses[row * cells.Width + column] = distanceM > FarthestM ? float.PositiveInfinity : (float)LossDb(Math.Max(distanceM, NearestM));
                }
            return losses;
        });
    }

    /// <summary>The longest distance at which a loss is kept, to the table's step outwards; 0 where it is kept nowhere.</summary>
    public double ReachM(double lossDb)
    {
        if (lossDb >= _lossDb[^1])
            return FarthestM;
        for (int i = _lossDb.Length - 2; i >= 0; i--)
            if (_lossDb[i] <= lossDb)
                return DirectBelowM + (i + 1) * StepM;
        return lossDb >= ExactDb(NearestM) ? DirectBelowM : 0;
    }
}
