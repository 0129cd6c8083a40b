using Tandem.Routing.Blacklists;

namespace Tandem.Calls.Guard.Blacklists;

/// <summary>
/// How long the prefixes are that groups of numbers have, for each list and side, so that a call asks for those only. Changed under the lock of the book, read without one: who reads while a group
/// comes or goes sees one or the other.
/// </summary>
internal sealed class GroupLengths
{
    private const int Lengths = 64;
    private readonly int[] _groups = new int[4 * Lengths];
    private readonly ulong[] _lengths = new ulong[4];

    public void Add(in NumberKey key) => Count(key, 1);

    public void Remove(in NumberKey key) => Count(key, -1);

    /// <summary>A bit for each length, of those that are no longer than the number.</summary>
    public ulong Of(in NumberKey key)
    {
        ulong lengths = Volatile.Read(ref _lengths[PlaceOf(key)]);
        return lengths & (key.Number.Length + 1 >= Lengths ? ulong.MaxValue : (1UL << (key.Number.Length + 1)) - 1);
    }

    private void Count(in NumberKey key, int more)
    {
        int length = key.Number.Length - 1;
        if (!key.IsGroup || length >= Lengths)
        {
            return;
        }

        int place = PlaceOf(key);
        ulong bit = 1UL << length;
        ulong lengths = _lengths[place];
        Volatile.Write(ref _lengths[place], (_groups[(place * Lengths) + length] += more) > 0 ? lengths | bit : lengths & ~bit);
    }

    private static int PlaceOf(in NumberKey key) => (key.IsBlack ? 2 : 0) + (int)key.Side;
}
