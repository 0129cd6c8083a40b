using System.Text;

namespace Tandem.Sip.Transport;

/// <summary>Which messages begin something, by their first line and their To alone: what a reader thread needs to leave room for calls that are up.</summary>
internal static class Beginnings
{
    /// <summary>A request that belongs to no dialog: an INVITE, a REGISTER and their like whose To has no tag. In doubt it belongs to one.</summary>
    public static bool IsOne(ReadOnlySpan<byte> message)
    {
        if (!message.StartsWith("INVITE "u8))
        {
            return message.StartsWith("REGISTER "u8) || message.StartsWith("OPTIONS "u8) || message.StartsWith("SUBSCRIBE "u8) || message.StartsWith("MESSAGE "u8) || message.StartsWith("PUBLISH "u8);
        }

        int line = message.IndexOf((byte)'\n') + 1;
        while (line > 0 && line < message.Length)
        {
            ReadOnlySpan<byte> rest = message[line..];
            int next = rest.IndexOf((byte)'\n') + 1;
            ReadOnlySpan<byte> header = next == 0 ? rest : rest[..next];
            if (header[0] is (byte)'\r' or (byte)'\n')
            {
                return false;
            }

            if (IsTo(header))
            {
                // A folded line may go on with its tag.
                bool isFolded = next < rest.Length && next > 0 && rest[next] is (byte)' ' or (byte)'\t';
                return !isFolded && !HasTag(header);
            }

            line = next == 0 ? 0 : line + next;
        }

        return false;
    }

    private static bool IsTo(ReadOnlySpan<byte> header)
    {
        int colon = header.IndexOf((byte)':');
        ReadOnlySpan<byte> name = colon < 0 ? default : header[..colon].TrimEnd(" \t"u8);
        return Ascii.EqualsIgnoreCase(name, "To"u8) || Ascii.EqualsIgnoreCase(name, "t"u8);
    }

    private static bool HasTag(ReadOnlySpan<byte> header)
    {
        for (int at = header.IndexOf((byte)';'); at >= 0;)
        {
            ReadOnlySpan<byte> parameter = header[(at + 1)..].TrimStart(" \t"u8);
            if (parameter.Length > 3 && Ascii.EqualsIgnoreCase(parameter[..3], "tag"u8))
            {
                return true;
            }

            int next = parameter.IndexOf((byte)';');
            at = next < 0 ? -1 : header.Length - parameter.Length + next;
        }

        return false;
    }
}
