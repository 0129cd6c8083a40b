using System.Globalization;
using Tandem.Media.Relay.Wire;

namespace Tandem.Media.Relay;

/// <summary>
/// Where the two processes find each other. Each loop of the media process has a socket of its own, so that no message changes threads; a session lives on the
/// loop that its key says.
/// </summary>
internal static class RelayPaths
{
    public const int MostLoops = 64;

    public static string OfLoop(string path, int loop) => loop == 0 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}.{loop}");

    public static string OfClient(string path, ulong epoch) => string.Create(CultureInfo.InvariantCulture, $"{path}.c{epoch:x}");

    public static int LoopOf(RelayKey key, int loops)
    {
        ulong folded = ((ulong)key.Value ^ (ulong)(key.Value >> 64)) * 0x9E37_79B9_7F4A_7C15;
        return (int)((folded >> 32) % (ulong)loops);
    }
}
