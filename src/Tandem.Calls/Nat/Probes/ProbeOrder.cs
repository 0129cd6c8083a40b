using System.Buffers.Text;

namespace Tandem.Calls.Nat.Probes;

internal enum ProbeOrderKind : byte
{
    /// <summary>Answer at once, with what came.</summary>
    Echo,

    /// <summary>Answer from another port.</summary>
    Other,

    /// <summary>Answer after a silence.</summary>
    After,
}

/// <summary>What a probe asks for. All but an echo needs the cookie of an earlier answer: it is granted only to who receives what is sent to its address.</summary>
internal readonly record struct ProbeOrder(ProbeOrderKind Kind, int Seconds, ulong Cookie)
{
    public static bool TryRead(ReadOnlySpan<byte> value, out ProbeOrder order)
    {
        order = default;
        if (value.SequenceEqual("echo"u8))
        {
            return true;
        }

        if (value.StartsWith("other "u8) && TryReadCookie(value[6..], out ulong cookie))
        {
            order = new(ProbeOrderKind.Other, 0, cookie);
            return true;
        }

        if (value.StartsWith("after "u8) && Utf8Parser.TryParse(value[6..], out int seconds, out int used) && seconds is > 0 and <= ProbeForm.LongestWait
            && value.Length > 7 + used && TryReadCookie(value[(7 + used)..], out cookie))
        {
            order = new(ProbeOrderKind.After, seconds, cookie);
            return true;
        }

        return false;
    }

    private static bool TryReadCookie(ReadOnlySpan<byte> text, out ulong cookie) => Utf8Parser.TryParse(text, out cookie, out int used, 'x') && used == text.Length;
}
