namespace Geo.Core.Coverage;

/// <summary>What is counted of a zone: the cells whose strongest code and whose depth reach these.</summary>
/// <param name="FromCode">Lowest code; 0 counts every cell.</param>
/// <param name="FromDepth">Lowest depth; 0 asks nothing of it.</param>
public readonly record struct CoverageMeasure(byte FromCode, int FromDepth = 0);
