namespace Tandem.Media.Rtp;

/// <summary>
/// What came in one direction, packet by packet: a value that lies in its owner, counts in place and allocates nothing. Times are
/// nanoseconds of the owner's monotonic clock.
/// </summary>
public struct StreamStats
{
    // RFC 3550 §A.1.
    private const int MaxDropout = 3000;
    private const int MaxMisorder = 100;
    private const int WindowBits = 64;
    private const int NoJump = -1;

    // A step of the sender's clock, not of the network.
    private const long LongestTransitStepSeconds = 10;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long LongestGapNs = NanosecondsPerSecond;

    // There a marker ends each frame.
    private const int VideoRate = 90_000;

    private long _base;
    private long _highest;
    private long _unique;
    private long _lostBefore;
    private ulong _window;
    private uint _lastTimestamp;
    private uint _transit;
    private uint _jitter16;
    private uint _maxJitter;
    private int _afterJump;
    private bool _hasTransit;
    private long _jitterSum;
    private long _jitterCount;

    /// <summary>Whole datagrams, duplicates included.</summary>
    public long Packets { get; private set; }

    /// <summary>Octets of the datagrams, RTP header included.</summary>
    public long Octets { get; private set; }

    /// <summary>Came after one with a higher sequence number.</summary>
    public long Reordered { get; private set; }

    public long Duplicates { get; private set; }

    /// <summary>0 before the first packet.</summary>
    public long FirstAt { get; private set; }

    public long LastAt { get; private set; }

    public uint Ssrc { get; private set; }

    public byte PayloadType { get; private set; }

    public int SsrcChanges { get; private set; }

    /// <summary>Changes of codec: telephone events and comfort noise come and go without counting.</summary>
    public int PayloadTypeChanges { get; private set; }

    public readonly ushort HighestSequence => (ushort)_highest;

    /// <summary>Expected less received, duplicates not counted; over all sources that this stream has had. RFC 3550 §A.3.</summary>
    public readonly long Lost => _lostBefore + LostNow;

    /// <summary>Interarrival jitter in units of the clock rate. RFC 3550 §6.4.1, §A.8.</summary>
    public readonly uint Jitter => _jitter16 >> 4;

    /// <summary>The mean of <see cref="Jitter"/> over all packets.</summary>
    public readonly uint MeanJitter => _jitterCount == 0 ? 0 : (uint)(_jitterSum / _jitterCount);

    public readonly uint MaxJitter => _maxJitter;

    private readonly long LostNow => _unique == 0 ? 0 : Math.Max(0, _highest - _base + 1 - _unique);

    /// <summary>Counts a packet. <paramref name="eventType"/> is the payload type of telephone events, 0 = none.</summary>
    public void Count(in RtpPacket packet, int length, long nowNs, int clockRate, byte eventType)
    {
        // After a silence — a hold, or a speaker's pause, which a marker ends (RFC 3551 §4.1) — the sender's clock begins where it likes.
        _hasTransit &= nowNs - LastAt < LongestGapNs && !(packet.Marker && clockRate != VideoRate);
        CountDatagram(length, nowNs);
        bool isVoice = packet.PayloadType != 13 && (eventType == 0 || packet.PayloadType != eventType);
        if (_unique == 0)
        {
            PayloadType = packet.PayloadType;
            Begin(packet.Ssrc, packet.SequenceNumber);
        }
        else if (packet.Ssrc != Ssrc)
        {
            SsrcChanges++;
            Begin(packet.Ssrc, packet.SequenceNumber);
        }
        else if (!Follow(packet.SequenceNumber))
        {
            return;
        }

        if (isVoice)
        {
            if (packet.PayloadType != PayloadType)
            {
                PayloadTypeChanges += PayloadType == 13 || (eventType != 0 && PayloadType == eventType) ? 0 : 1;
                PayloadType = packet.PayloadType;
            }

            Measure(packet.Timestamp, nowNs, clockRate);
        }
    }

    /// <summary>Counts what is no RTP: UDPTL, or RTP that can't be read.</summary>
    public void CountDatagram(int length, long nowNs)
    {
        if (Packets == 0)
        {
            FirstAt = nowNs;
        }

        Packets++;
        Octets += length;
        LastAt = nowNs;
    }

    /// <summary>Would this packet go on with the stream that is there: the same source, within the next few seconds?</summary>
    public readonly bool IsContinuedBy(in RtpPacket packet) =>
        _unique > 0 && packet.Ssrc == Ssrc && (short)(packet.SequenceNumber - (ushort)_highest) is > 0 and < MaxDropout;

    private void Begin(uint ssrc, ushort sequence)
    {
        _lostBefore += LostNow;
        Ssrc = ssrc;
        _base = sequence + 0x1_0000L; // so that one before the first has a number too
        _highest = _base;
        _unique = 1;
        _window = 1;
        _afterJump = NoJump;
        _hasTransit = false;
    }

    /// <summary>True when the packet is the newest, and so may be measured.</summary>
    private bool Follow(ushort sequence)
    {
        int step = (short)(sequence - (ushort)_highest);
        if (step is > 0 and < MaxDropout)
        {
            _highest += step;
            _window = step < WindowBits ? (_window << step) | 1 : 1;
            _unique++;
            _afterJump = NoJump;
            return true;
        }

        if (step is <= 0 and > -MaxMisorder)
        {
            CountLate(-step);
            return false;
        }

        // A jump: believed when the next packet confirms it (RFC 3550 §A.1).
        if (sequence == _afterJump)
        {
            Begin(Ssrc, sequence);
            return true;
        }

        _afterJump = (ushort)(sequence + 1);
        return false;
    }

    private void CountLate(int behind)
    {
        if (behind < WindowBits)
        {
            ulong bit = 1UL << behind;
            if ((_window & bit) != 0)
            {
                Duplicates++;
                return;
            }

            _window |= bit;
        }

        Reordered++;
        _unique++;
        _base = Math.Min(_base, _highest - behind);
    }

    private void Measure(uint timestamp, long nowNs, int clockRate)
    {
        long since = nowNs - FirstAt;
        uint arrival = (uint)((since / NanosecondsPerSecond * clockRate) + (since % NanosecondsPerSecond * clockRate / NanosecondsPerSecond));
        uint transit = arrival - timestamp;
        bool isFrameContinued = _hasTransit && timestamp == _lastTimestamp; // many packets of one video frame
        if (_hasTransit && !isFrameContinued)
        {
            uint step = (uint)Math.Abs((long)(int)(transit - _transit));
            if (step < LongestTransitStepSeconds * clockRate)
            {
                _jitter16 = (uint)(_jitter16 + step - ((_jitter16 + 8) >> 4));
                _maxJitter = Math.Max(_maxJitter, Jitter);
                _jitterSum += Jitter;
                _jitterCount++;
            }
        }

        if (!isFrameContinued)
        {
            _transit = transit;
            _lastTimestamp = timestamp;
            _hasTransit = true;
        }
    }
}
