using System.Buffers.Binary;
using Tandem.Calls.Live;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Watching;

/// <summary>One SIP message as a HEP3 packet: what Homer, sngrep and Wireshark take from switches (HEP3 network protocol specification, revision 26).</summary>
internal static class HepPacket
{
    /// <summary>A datagram can't hold more.</summary>
    public const int MostBytes = 65_507;

    private const int HeadLength = 6;
    private const int ChunkLength = 6;
    private const byte ProtocolSip = 1;
    private const byte FamilyIPv4 = 2; // the numbers that the specification gives, not this system's
    private const byte FamilyIPv6 = 10;
    private const byte ProtocolUdp = 17;
    private const byte ProtocolTcp = 6; // TLS too: it has no number of its own

    /// <summary>
    /// Writes the packet and says how long it is; 0: the message is too long. Credentials and media keys are blanked. <paramref name="correlation"/> is the Call-ID by which the legs of one call are found
    /// together, or empty.
    /// </summary>
    public static int Write(Span<byte> to, in HepIdentity identity, in Flow flow, bool sent, DateTimeOffset at, ReadOnlySpan<byte> message, ReadOnlySpan<char> correlation)
    {
        if (message.Length + identity.Key.Length + identity.Name.Length + correlation.Length + 256 > Math.Min(to.Length, MostBytes))
        {
            return 0;
        }

        NetAddress from = sent ? flow.Local : flow.Remote;
        NetAddress past = sent ? flow.Remote : flow.Local;
        long microseconds = (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        var packet = new Writing(to);
        packet.Byte(0x01, from.IsIPv4 ? FamilyIPv4 : FamilyIPv6);
        packet.Byte(0x02, flow.IsStream ? ProtocolTcp : ProtocolUdp);
        packet.Address(from, 0x03, 0x05);
        packet.Address(past, 0x04, 0x06);
        packet.Short(0x07, from.Port);
        packet.Short(0x08, past.Port);
        packet.Whole(0x09, (uint)(microseconds / 1_000_000));
        packet.Whole(0x0a, (uint)(microseconds % 1_000_000));
        packet.Byte(0x0b, ProtocolSip);
        packet.Whole(0x0c, identity.Id);
        packet.Bytes(0x0e, identity.Key);
        packet.Text(0x11, correlation);
        packet.Bytes(0x13, identity.Name);
        LadderSecrets.BlankAll(packet.Bytes(0x0f, message));
        return packet.End();
    }

    private ref struct Writing(Span<byte> to)
    {
        private readonly Span<byte> _to = to;
        private int _length = HeadLength;

        public void Byte(ushort type, byte value) => Chunk(type, 1)[0] = value;

        public void Short(ushort type, ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Chunk(type, 2), value);

        public void Whole(ushort type, uint value) => BinaryPrimitives.WriteUInt32BigEndian(Chunk(type, 4), value);

        public void Address(in NetAddress address, ushort typeOf4, ushort typeOf6)
        {
            if (address.IsIPv4)
            {
                BinaryPrimitives.WriteUInt32BigEndian(Chunk(typeOf4, 4), (uint)address.Ip);
            }
            else
            {
                BinaryPrimitives.WriteUInt128BigEndian(Chunk(typeOf6, 16), address.Ip);
            }
        }

        /// <summary>A chunk of these bytes, none when there are none; where they stand now.</summary>
        public Span<byte> Bytes(ushort type, ReadOnlySpan<byte> value)
        {
            if (value.IsEmpty)
            {
                return [];
            }

            Span<byte> chunk = Chunk(type, value.Length);
            value.CopyTo(chunk);
            return chunk;
        }

        /// <summary>A chunk of ASCII text; others' letters become question marks.</summary>
        public void Text(ushort type, ReadOnlySpan<char> value)
        {
            if (!value.IsEmpty)
            {
                System.Text.Encoding.ASCII.GetBytes(value, Chunk(type, value.Length));
            }
        }

        public readonly int End()
        {
            "HEP3"u8.CopyTo(_to);
            BinaryPrimitives.WriteUInt16BigEndian(_to[4..], (ushort)_length);
            return _length;
        }

        private Span<byte> Chunk(ushort type, int length)
        {
            Span<byte> chunk = _to.Slice(_length, ChunkLength + length);
            BinaryPrimitives.WriteUInt16BigEndian(chunk, 0); // vendor: none, the chunk is one of the specification's
            BinaryPrimitives.WriteUInt16BigEndian(chunk[2..], type);
            BinaryPrimitives.WriteUInt16BigEndian(chunk[4..], (ushort)chunk.Length);
            _length += chunk.Length;
            return chunk[ChunkLength..];
        }
    }
}
