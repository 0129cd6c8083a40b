using System.Buffers.Binary;

namespace Tandem.TestKit;

/// <summary>Takes HEP3 packets apart, as a capture server does.</summary>
public static class HepReader
{
    /// <summary>The chunks of the specification by their type; the packet must be whole and have each once.</summary>
    public static Dictionary<int, byte[]> Chunks(ReadOnlySpan<byte> packet)
    {
        if (!packet.StartsWith("HEP3"u8) || BinaryPrimitives.ReadUInt16BigEndian(packet[4..]) != packet.Length)
        {
            throw new InvalidDataException("no whole HEP3 packet");
        }

        var chunks = new Dictionary<int, byte[]>();
        for (ReadOnlySpan<byte> rest = packet[6..]; !rest.IsEmpty; rest = rest[BinaryPrimitives.ReadUInt16BigEndian(rest[4..])..])
        {
            chunks.Add(BinaryPrimitives.ReadInt32BigEndian(rest), rest[6..BinaryPrimitives.ReadUInt16BigEndian(rest[4..])].ToArray()); // vendor 0 and type
        }

        return chunks;
    }
}
