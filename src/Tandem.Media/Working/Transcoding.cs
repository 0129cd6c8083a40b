using Tandem.Media.Codecs;
using Tandem.Media.Rtp;

namespace Tandem.Media.Working;

/// <summary>
/// The timing of a stream that is made anew in another codec: sound comes in packets of any length and goes in frames of 20 ms. Gaps in the one (silence, loss) are gaps of the same length in
/// the other; packets that come late are left out.
/// </summary>
internal sealed class Transcoding
{
    private const int FrameMs = 20;

    // A jump of more than this is no silence but another clock.
    private const int LongestGapMs = 60_000;
    private readonly short[] _waiting = new short[VoiceCoder.MostSamples + (16 * FrameMs)];
    private readonly short[] _frame = new short[16 * FrameMs];
    private int _count;
    private int _samplesPerFrame;
    private int _unitsPerFrame;
    private bool _hasBegun;
    private bool _marker;
    private uint _ssrc;
    private VoiceCodec _from;
    private VoiceCodec _to;
    private ushort _sequence;
    private uint _next;
    private uint _timestamp;

    public void Clear() => (_hasBegun, _count) = (false, 0);

    /// <summary>False: it comes too late. <paramref name="lost"/>: so many packets before it did not come.</summary>
    public bool TryTake(in RtpPacket packet, VoiceCodec from, VoiceCodec to, int rate, ReadOnlySpan<short> samples, out int lost)
    {
        lost = 0;
        int units = VoiceCodecs.UnitsPerMs(from);
        bool goesOn = _hasBegun && packet.Ssrc == _ssrc && from == _from && to == _to;
        if (goesOn)
        {
            int ahead = (short)(packet.SequenceNumber - _sequence);
            if (ahead <= 0)
            {
                return false;
            }

            int gap = (int)(packet.Timestamp - _next) / units;
            if (gap != 0)
            {
                _count = 0;
                lost = ahead - 1;
                _timestamp += gap is > 0 and < LongestGapMs ? (uint)(gap * VoiceCodecs.UnitsPerMs(to)) : 0;
                _marker = lost == 0;
            }
        }
        else
        {
            (_hasBegun, _ssrc, _from, _to, _count, _marker) = (true, packet.Ssrc, from, to, 0, true);
            _timestamp = _timestamp == 0 ? packet.Timestamp : _timestamp;
        }

        _samplesPerFrame = rate / 1000 * FrameMs;
        _unitsPerFrame = VoiceCodecs.UnitsPerMs(to) * FrameMs;
        _sequence = packet.SequenceNumber;
        _next = packet.Timestamp + (uint)(samples.Length / (rate / 1000) * units);
        samples.CopyTo(_waiting.AsSpan(_count));
        _count += samples.Length;
        return true;
    }

    public bool TryNext(out ReadOnlySpan<short> frame, out uint timestamp, out bool marker)
    {
        frame = default;
        timestamp = _timestamp;
        marker = _marker;
        if (_count < _samplesPerFrame)
        {
            return false;
        }

        Span<short> whole = _frame.AsSpan(0, _samplesPerFrame);
        _waiting.AsSpan(0, _samplesPerFrame).CopyTo(whole);
        _waiting.AsSpan(_samplesPerFrame, _count - _samplesPerFrame).CopyTo(_waiting);
        _count -= _samplesPerFrame;
        _timestamp += (uint)_unitsPerFrame;
        _marker = false;
        frame = whole;
        return true;
    }
}
