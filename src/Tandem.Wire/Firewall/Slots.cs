namespace Tandem.Wire.Firewall;

/// <summary>The two places of a key in a table of fixed size.</summary>
internal static class Slots
{
    /// <summary><paramref name="seed"/> is ours alone: nobody can choose addresses that share a customer's slot. <paramref name="bits"/>: binary logarithm of the table's size, 4 to 16.</summary>
    public static (int First, int Second) Of(UInt128 key, ulong seed, int bits)
    {
        // Multiplication spreads to the high bits.
        ulong mixed = ((ulong)key ^ seed) * 0x9E37_79B9_7F4A_7C15;
        mixed = (mixed ^ (ulong)(key >> 64) ^ (mixed >> 32)) * (0xD6E8_FEB8_6659_FD93 ^ seed);
        return ((int)(mixed >> (64 - bits)), (int)(mixed >> (64 - (2 * bits))) & ((1 << bits) - 1));
    }
}
