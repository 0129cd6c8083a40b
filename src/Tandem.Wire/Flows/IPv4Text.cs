namespace Tandem.Wire.Flows;

/// <summary>IPv4 addresses as SIP and SDP write them: four decimal numbers and three dots (RFC 3261 §25.1, RFC 8866 §9), read without an object.</summary>
public static class IPv4Text
{
    /// <summary>False: it is something else, such as a name.</summary>
    public static bool TryRead(ReadOnlySpan<byte> host, out uint ip)
    {
        ip = 0;
        int parts = 0;
        int value = -1;
        foreach (byte c in host)
        {
            if (c is >= (byte)'0' and <= (byte)'9' && value < 256)
            {
                value = (Math.Max(value, 0) * 10) + (c - '0');
            }
            else if (c == '.' && value is >= 0 and < 256 && parts < 3)
            {
                ip = (ip << 8) | (uint)value;
                value = -1;
                parts++;
            }
            else
            {
                return false;
            }
        }

        ip = (ip << 8) | (uint)value;
        return parts == 3 && value is >= 0 and < 256;
    }
}
