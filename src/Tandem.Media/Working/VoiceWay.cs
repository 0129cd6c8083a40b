using System.Security.Cryptography;
using Tandem.Media.Codecs;
using Tandem.Media.Dtmf;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Rtp;

namespace Tandem.Media.Working;

/// <summary>
/// Changes the sound of one direction of a line: another codec where the other side has not got this one, keys in another form. What fits as it is passes, with the other side's number. Belongs
/// to one line and one loop's thread; allocates nothing for a packet.
/// </summary>
internal sealed class VoiceWay(RelaySide side, LineWork work)
{
    private const int LargestPayload = 960; // 120 ms of G.711
    private const int KeyMs = 100;

    // After so long without voice from the side we make the packets that carry a tone ourselves.
    private const long QuietNs = 60_000_000;

    // So long a key waits for the side's voice to begin: it is then in that stream, and not in one of its own that the voice would end.
    private const long LongestWaitNs = 200_000_000;

    private readonly byte[] _made = new byte[RtpPacket.FixedHeader + LargestPayload];
    private readonly short[] _samples = new short[VoiceCoder.MostSamples];
    private readonly VoiceCoder _coder = new();
    private readonly Transcoding _transcoding = new();
    private readonly KeyEar _ear = new();
    private readonly SoundPlayer _sound = new();
    private RelayWay _way;
    private OutStream _out;
    private KeyPlayer _player;
    private VoiceFormat _target;
    private int _rate = 8000;
    private long _heardAtNs;
    private long _dueNs;
    private long _waitsUntilNs;
    private uint _timestamp;
    private uint _voiceAt;
    private uint _pauseLeft;
    private bool _transcodes;

    /// <summary>Keys or a sound are being played, and <see cref="Tick"/> is wanted.</summary>
    public bool IsBusy => _player.IsBusy || _sound.IsPlaying;

    private RelayKeyWays Keys => _way.Keys | (_transcodes && (_way.Keys & TakesEvents) == RelayKeyWays.None ? RelayKeyWays.TakeEvents | RelayKeyWays.SendEvents : RelayKeyWays.None);

    private const RelayKeyWays TakesEvents = RelayKeyWays.TakeEvents | RelayKeyWays.DropEvents;

    public void Set(RelayWay way)
    {
        _way = way;
        _target = way.To.FirstVoice;
    }

    /// <summary>The next call has this.</summary>
    public void Clear()
    {
        _way = default;
        _out = default;
        _player = default;
        _sound.Stop();
        _transcodes = false;
        (_heardAtNs, _dueNs, _waitsUntilNs, _rate, _pauseLeft) = (0, 0, 0, 8000, 0);
        _ear.Reset();
        _coder.Clear();
        _transcoding.Clear();
    }

    public void Forward(RelayPort to, Span<byte> datagram, long nowNs)
    {
        if (!RtpPacket.TryRead(datagram, out RtpPacket packet))
        {
            return; // it was read before
        }

        if (_sound.IsPlaying)
        {
            _out.Skip(packet);
            return;
        }

        VoiceCodec codec = _way.From.CodecOf(packet.PayloadType);
        int type = _way.To.CodecOf(packet.PayloadType) == codec ? packet.PayloadType : _way.To.TypeOf(codec);
        if (VoiceCodecs.IsKeys(codec))
        {
            OnEvent(to, datagram, packet, type, nowNs);
        }
        else if (VoiceCodecs.IsVoice(codec))
        {
            OnVoice(to, datagram, packet, codec, type, nowNs);
        }
        else if (_transcodes || (_player.PlaysEvent && codec == VoiceCodec.Other))
        {
            _out.Skip(packet); // comfort noise has no place in another codec's stream
        }
        else
        {
            Pass(to, datagram, packet, packet.PayloadType, nowNs);
        }
    }

    /// <summary>The other side hears these sounds, in this codec, and nothing of what comes.</summary>
    public void Begin(ReadOnlySpan<short[]> pieces, bool loops, VoiceFormat format, byte mark)
    {
        _sound.Begin(pieces, loops, mark);
        (_target, _rate) = (format, 8000);
        work.OnBusy();
    }

    public void StopSound() => _sound.Stop();

    /// <summary>Plays a key to the other side, in the form that it takes.</summary>
    public void Play(char key, int milliseconds)
    {
        _player.Add(key, milliseconds);
        work.OnBusy();
    }

    /// <summary>Sends what is due of the keys that are played. Wanted every 20 ms while <see cref="IsBusy"/>.</summary>
    public void Tick(RelayPort to, long nowNs)
    {
        if (!_sound.IsPlaying && WaitsForVoice(nowNs))
        {
            return;
        }

        VoiceFormat keys = KeysFormat();
        bool asEvent = keys.Codec != VoiceCodec.None && Has(RelayKeyWays.SendEvents);
        bool asTone = Has(RelayKeyWays.SendTones) || !asEvent; // a side that takes no events hears the key at least
        bool hasPaused = _pauseLeft == 0 || nowNs - _heardAtNs >= QuietNs;
        if (_player.TryBegin(nowNs, hasPaused, asEvent, asTone && _target.Codec != VoiceCodec.None, VoiceCodecs.UnitsPerMs(keys.Codec), _rate))
        {
            BeginOwn(nowNs);
            _player.Timestamp = _out.TimestampAt(nowNs, VoiceCodecs.UnitsPerMs(_target.Codec));
        }

        while (_player.PlaysEvent && _player.NextNs <= nowNs)
        {
            if (_player.TryNextEvent(_made.AsSpan(RtpPacket.FixedHeader), out bool isFirst))
            {
                _out.Put(_made, keys.Type, isFirst, _player.Timestamp);
                to.SendRtp(_made.AsSpan(0, RtpPacket.FixedHeader + TelephoneEvent.Size), nowNs);
            }
        }

        if (_sound.IsPlaying || (_player.PlaysTone && nowNs - _heardAtNs >= QuietNs))
        {
            BeginOwn(nowNs);
            Make(to, nowNs);
        }
    }

    private bool WaitsForVoice(long nowNs)
    {
        if (_out.HasBegun)
        {
            return false;
        }

        _waitsUntilNs = _waitsUntilNs == 0 ? nowNs + LongestWaitNs : _waitsUntilNs;
        return nowNs < _waitsUntilNs;
    }

    /// <summary>Not by HasFlag, which makes objects as long as the code is not optimised.</summary>
    private bool Has(RelayKeyWays way) => (Keys & way) != RelayKeyWays.None;

    private void OnEvent(RelayPort to, Span<byte> datagram, in RtpPacket packet, int type, long nowNs)
    {
        if ((Keys & TakesEvents) == RelayKeyWays.None)
        {
            if (type >= 0)
            {
                Pass(to, datagram, packet, type, nowNs, isVoice: false);
            }
            else
            {
                _out.Skip(packet);
            }

            return;
        }

        char key = _ear.HearEvent(packet);
        _out.Skip(packet);
        if (key != '\0' && !Has(RelayKeyWays.DropEvents))
        {
            Heard(key);
        }
    }

    private void OnVoice(RelayPort to, Span<byte> datagram, in RtpPacket packet, VoiceCodec codec, int type, long nowNs)
    {
        _heardAtNs = nowNs;
        CountPause(packet.Timestamp, VoiceCodecs.UnitsPerMs(codec));
        _target = type >= 0 ? new((byte)type, codec) : _way.To.FirstVoice;
        _transcodes = _target.Codec != codec;
        if (_target.Codec == VoiceCodec.None)
        {
            _out.Skip(packet);
            return;
        }

        if (!_transcodes && !_player.PlaysTone && !Has(RelayKeyWays.TakeTones))
        {
            if (_player.PlaysEvent)
            {
                _out.Skip(packet); // the key stands for the sound
            }
            else
            {
                Pass(to, datagram, packet, type, nowNs);
            }

            return;
        }

        _rate = VoiceCoder.RateOf(codec, _target.Codec);
        int count = _coder.Decode(codec, _rate, packet.Payload, _samples);
        Span<short> samples = _samples.AsSpan(0, count);
        bool changed = Listen(samples);
        if (_player.PlaysTone)
        {
            _player.NextTone(samples);
            changed = true;
        }

        if (count == 0 || _player.PlaysEvent)
        {
            _out.Skip(packet);
        }
        else if (_transcodes)
        {
            Transcode(to, packet, codec, samples, nowNs);
        }
        else if (changed)
        {
            int length = _coder.Encode(codec, _rate, samples, _made.AsSpan(RtpPacket.FixedHeader));
            if (length == 0)
            {
                _out.Skip(packet); // longer than any packet of sound
                return;
            }

            datagram[..RtpPacket.FixedHeader].CopyTo(_made);
            _made[0] = 0x80; // without what stood between header and payload
            Pass(to, _made.AsSpan(0, RtpPacket.FixedHeader + length), packet, type, nowNs);
        }
        else
        {
            Pass(to, datagram, packet, type, nowNs);
        }
    }

    /// <summary>Voice that comes in a burst is heard later as it was spoken: the pause between two tones counts by its clock, or the same key pressed twice would be heard once.</summary>
    private void CountPause(uint timestamp, int unitsPerMs)
    {
        uint since = timestamp - _voiceAt;
        _voiceAt = timestamp;
        _pauseLeft = _player.PlaysTone ? (uint)(KeyPlayer.PauseMs * unitsPerMs) : _pauseLeft - Math.Min(since, _pauseLeft);
    }

    /// <summary>Keys in the sound. True: it is silent now, for a key is held.</summary>
    private bool Listen(Span<short> samples)
    {
        if (!Has(RelayKeyWays.TakeTones))
        {
            return false;
        }

        char key = _ear.HearSound(samples, _rate);
        if (key != '\0')
        {
            Heard(key);
        }

        if (!_ear.MayHold)
        {
            return false;
        }

        samples.Clear();
        return true;
    }

    private void Heard(char key)
    {
        if (Has(RelayKeyWays.Tell))
        {
            work.Tell(side, key);
        }

        if ((Keys & (RelayKeyWays.SendEvents | RelayKeyWays.SendTones)) != RelayKeyWays.None)
        {
            Play(key, KeyMs);
        }
    }

    private void Transcode(RelayPort to, in RtpPacket packet, VoiceCodec codec, ReadOnlySpan<short> samples, long nowNs)
    {
        _out.Skip(packet);
        if (!_transcoding.TryTake(packet, codec, _target.Codec, _rate, samples, out int lost))
        {
            return;
        }

        _out.Follow(packet.Ssrc, lost);
        while (_transcoding.TryNext(out ReadOnlySpan<short> frame, out uint timestamp, out bool marker))
        {
            int length = _coder.Encode(_target.Codec, _rate, frame, _made.AsSpan(RtpPacket.FixedHeader));
            if (length > 0)
            {
                _out.Put(_made, _target.Type, marker, timestamp);
                to.SendRtp(_made.AsSpan(0, RtpPacket.FixedHeader + length), nowNs);
            }

            _out.Made(timestamp, nowNs);
        }
    }

    private void BeginOwn(long nowNs)
    {
        if (!_out.HasBegun)
        {
            _out.BeginOwn((uint)RandomNumberGenerator.GetInt32(int.MaxValue), nowNs);
        }
    }

    /// <summary>The next part of what is played; a sound that is over, and is not to begin again, ends in silence.</summary>
    private void Next(Span<short> samples)
    {
        if (_player.PlaysTone || !_sound.IsPlaying)
        {
            _player.NextTone(samples);
            return;
        }

        _sound.Next(samples);
        if (!_sound.IsPlaying)
        {
            work.TellEnd(side == RelaySide.A ? RelaySide.B : RelaySide.A, _sound.Mark);
        }
    }

    /// <summary>Packets of our own: a sound, or a tone that no voice comes to carry.</summary>
    private void Make(RelayPort to, long nowNs)
    {
        int units = VoiceCodecs.UnitsPerMs(_target.Codec);
        if (nowNs - _dueNs > QuietNs)
        {
            (_dueNs, _timestamp) = (nowNs, _out.TimestampAt(nowNs, units));
        }

        while ((_player.PlaysTone || _sound.IsPlaying) && _dueNs <= nowNs)
        {
            Span<short> samples = _samples.AsSpan(0, _rate / 1000 * KeyPlayer.PacketMs);
            Next(samples);
            int length = _coder.Encode(_target.Codec, _rate, samples, _made.AsSpan(RtpPacket.FixedHeader));
            _out.Put(_made, _target.Type, marker: false, _timestamp);
            to.SendRtp(_made.AsSpan(0, RtpPacket.FixedHeader + length), nowNs);
            _out.Made(_timestamp, nowNs);
            _dueNs += KeyPlayer.PacketMs * 1_000_000L;
            _timestamp += (uint)(units * KeyPlayer.PacketMs);
        }
    }

    private void Pass(RelayPort to, Span<byte> datagram, in RtpPacket packet, int type, long nowNs, bool isVoice = true)
    {
        _out.Pass(datagram, packet, type, nowNs, isVoice);
        to.SendRtp(datagram, nowNs);
    }

    /// <summary>Telephone-events as the other side takes them: on its codec's own clock where there is the choice.</summary>
    private VoiceFormat KeysFormat()
    {
        VoiceCodec first = _target.Codec == VoiceCodec.Opus ? VoiceCodec.WideKeys : VoiceCodec.Keys;
        VoiceCodec second = first == VoiceCodec.Keys ? VoiceCodec.WideKeys : VoiceCodec.Keys;
        int type = _way.To.TypeOf(first);
        if (type >= 0)
        {
            return new((byte)type, first);
        }

        type = _way.To.TypeOf(second);
        return type >= 0 ? new((byte)type, second) : default;
    }
}
