using System.Buffers.Binary;

namespace Tandem.Media.Dtmf;

/// <summary>The four bytes of a telephone-event payload. RFC 4733 §2.3.</summary>
/// <param name="Code">What happened; a key is 0–15.</param>
/// <param name="IsEnd">The E bit: the key was let go, and Duration is final.</param>
/// <param name="Volume">Power below 0 dBm0, 0–63 dB.</param>
/// <param name="Duration">How long it has lasted, in units of the RTP timestamp.</param>
public readonly record struct TelephoneEvent(byte Code, bool IsEnd, byte Volume, ushort Duration)
{
    public const int Size = 4;
    private const byte EndBit = 0x80;
    private const byte VolumeBits = 0x3F;

    public static bool TryRead(ReadOnlySpan<byte> payload, out TelephoneEvent read)
    {
        if (payload.Length < Size)
        {
            read = default;
            return false;
        }

        read = new(payload[0], (payload[1] & EndBit) != 0, (byte)(payload[1] & VolumeBits), BinaryPrimitives.ReadUInt16BigEndian(payload[2..]));
        return true;
    }

    public void Write(Span<byte> payload)
    {
        payload[0] = Code;
        payload[1] = (byte)((IsEnd ? EndBit : 0) | (Volume & VolumeBits));
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], Duration);
    }
}
