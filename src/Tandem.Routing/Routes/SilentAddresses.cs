using System.Numerics;

namespace Tandem.Routing.Routes;

/// <summary>Which of an egress trunk's addresses, by their place in its list, leave OPTIONS without an answer.</summary>
/// <param name="Bits">One for each, the first the lowest.</param>
public readonly record struct SilentAddresses(ulong Bits)
{
    /// <summary>Addresses of a trunk beyond these are not asked, and count as being there.</summary>
    public const int Most = 64;

    public int Count => BitOperations.PopCount(Bits);

    public bool Has(int address) => address < Most && (Bits & (1UL << address)) != 0;

    /// <summary>The first one from here on that is not silent; −1: there is none of so many.</summary>
    public int FirstHeard(int from, int count)
    {
        for (int i = from; i < count; i++)
        {
            if (!Has(i))
            {
                return i;
            }
        }

        return -1;
    }
}
