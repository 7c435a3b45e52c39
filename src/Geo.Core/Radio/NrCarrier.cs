namespace Geo.Core.Radio;

/// <summary>Widths of NR carriers below 7.125 GHz: 3GPP TS 38.101-1 table 5.3.2-1, transmission bandwidth N_RB.</summary>
public static class NrCarrier
{
    /// <summary>Subcarrier spacing of wide carriers (n41, n78, n79), kHz.</summary>
    public const int WideSpacingKhz = 30;

    /// <summary>Subcarrier spacing of narrow carriers (n28, n1), kHz.</summary>
    public const int NarrowSpacingKhz = 15;

    private static readonly (int BandwidthMhz, int At15Khz, int At30Khz)[] Rows =
    [
        (5, 25, 11), (10, 52, 24), (15, 79, 38), (20, 106, 51), (25, 133, 65), (30, 160, 78), (35, 188, 92), (40, 216, 106),
        (45, 242, 119), (50, 270, 133), (60, 0, 162), (70, 0, 189), (80, 0, 217), (90, 0, 245), (100, 0, 273),
    ];

    /// <summary>Resource blocks of a carrier.</summary>
    /// <param name="bandwidthMhz">Channel bandwidth, MHz: 5 to 50 by fives, at 30 kHz also 60 to 100 by tens.</param>
    /// <param name="subcarrierSpacingKhz"><see cref="NarrowSpacingKhz"/> or <see cref="WideSpacingKhz"/>.</param>
    /// <returns>N_RB: 273 for 100 MHz at 30 kHz.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such carrier.</exception>
    public static int ResourceBlocks(double bandwidthMhz, int subcarrierSpacingKhz)
    {
        if (subcarrierSpacingKhz is not (NarrowSpacingKhz or WideSpacingKhz))
        {
            throw new ArgumentOutOfRangeException(
                nameof(subcarrierSpacingKhz), subcarrierSpacingKhz,
                $"Subcarrier spacing must be {NarrowSpacingKhz} or {WideSpacingKhz} kHz.");
        }
        foreach (var row in Rows)
        {
            int blocks = subcarrierSpacingKhz == NarrowSpacingKhz ? row.At15Khz : row.At30Khz;
            if (row.BandwidthMhz == bandwidthMhz && blocks > 0)
                return blocks;
        }
        throw new ArgumentOutOfRangeException(
            nameof(bandwidthMhz), bandwidthMhz, $"TS 38.101-1 has no carrier of this many MHz at {subcarrierSpacingKhz} kHz spacing.");
    }
}
