using System.Buffers.Binary;
using Tandem.Media.Rtp;

namespace Tandem.Media.Working;

/// <summary>
/// The numbers of a stream into which packets are put, and out of which some are taken: what the other side gets is one stream whose gaps are those that the network made. A value that lies
/// in its path.
/// </summary>
internal struct OutStream
{
    private ushort _offset;
    private ushort _last;
    private uint _ssrc;
    private uint _timestamp;
    private long _atNs;
    private ushort _newest;
    private uint _newestSsrc;
    private bool _hasCome;

    /// <summary>A packet has gone out, so that there is a stream to go on with.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Begins a stream of our own, for a side that nobody has sent to yet.</summary>
    public void BeginOwn(uint ssrc, long nowNs)
    {
        (_ssrc, _last, _timestamp, _atNs) = (ssrc, (ushort)ssrc, ssrc, nowNs);
        HasBegun = true;
    }

    /// <summary>Numbers a packet that passes, in place.</summary>
    /// <param name="datagram">The packet.</param>
    /// <param name="packet">The same, as it came.</param>
    /// <param name="type">The other side's number for what it is.</param>
    /// <param name="nowNs">The time.</param>
    /// <param name="isVoice">Its timestamp is where the stream is; that of an event is where it began.</param>
    public void Pass(Span<byte> datagram, in RtpPacket packet, int type, long nowNs, bool isVoice)
    {
        if (HasBegun && packet.Ssrc != _ssrc)
        {
            _offset = (ushort)(_last + 1 - packet.SequenceNumber); // another stream goes on where ours was
        }

        ushort number = (ushort)(packet.SequenceNumber + _offset);
        _last = !HasBegun || (short)(number - _last) > 0 ? number : _last;
        (_timestamp, _atNs) = isVoice || !HasBegun ? (packet.Timestamp, nowNs) : (_timestamp, _atNs);
        (_ssrc, HasBegun) = (packet.Ssrc, true);
        Came(packet);
        datagram[1] = (byte)((datagram[1] & 0x80) | type);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], number);
    }

    /// <summary>A packet that came does not go on. One that comes twice, as some send the end of a key, is one number less all the same; the number of one that was overtaken is a gap already.</summary>
    public void Skip(in RtpPacket packet)
    {
        if (Came(packet))
        {
            _offset--;
        }
    }

    /// <summary>The header of a packet that is put in. <paramref name="timestamp"/> from <see cref="TimestampAt"/>.</summary>
    public void Put(Span<byte> datagram, int type, bool marker, uint timestamp)
    {
        _offset++;
        datagram[0] = 0x80;
        datagram[1] = (byte)(type | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], ++_last);
        BinaryPrimitives.WriteUInt32BigEndian(datagram[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(datagram[8..], _ssrc);
    }

    /// <summary>What the stream's timestamp is at a moment after its last packet of voice.</summary>
    public readonly uint TimestampAt(long nowNs, int unitsPerMs) => _timestamp + (uint)((nowNs - _atNs) / 1_000_000 * unitsPerMs);

    /// <summary>Packets of voice that we make ourselves were sent up to there.</summary>
    public void Made(uint timestamp, long nowNs) => (_timestamp, _atNs) = (timestamp, nowNs);

    /// <summary>The stream is made anew out of another (transcoding): whose it is, and how many packets were lost before this one.</summary>
    public void Follow(uint ssrc, int lost)
    {
        _ssrc = ssrc;
        _last += (ushort)lost;
        HasBegun = true;
    }

    /// <summary>Whether it is the newest of its stream so far.</summary>
    private bool Came(in RtpPacket packet)
    {
        if (_hasCome && packet.Ssrc == _newestSsrc && (short)(packet.SequenceNumber - _newest) <= 0)
        {
            return false;
        }

        (_hasCome, _newestSsrc, _newest) = (true, packet.Ssrc, packet.SequenceNumber);
        return true;
    }
}
