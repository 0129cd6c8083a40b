using System.Runtime.InteropServices;
using Tandem.Media.Codecs;
using Tandem.Media.Recording;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Rtp;

namespace Tandem.Media.Working;

/// <summary>
/// The way of packets from one side of a line whose sound is worked on. What is recorded goes to the recorder's queue as it came: a copy, and nothing is decoded here for it. What is to be
/// changed goes through a <see cref="VoiceWay"/>. Belongs to one line and one loop's thread; allocates nothing for a packet.
/// </summary>
internal sealed class WorkingPath(RelaySide side, LineWork work) : PacketPath
{
    private RelayWay _way;
    private Recording.Recording? _recording;
    private RecordingQueue? _queue;
    private bool _warns;
    private bool _changes;
    private WarningTone _tone;

    /// <summary>What changes the sound of this direction.</summary>
    public VoiceWay Voice { get; } = new(side, work);

    /// <summary>From now on so. What stays the same goes on undisturbed.</summary>
    public void Set(RelayWay way, Recording.Recording? recording, RecordingQueue? queue, RelayWorkFlags flags, long nowNs)
    {
        _way = way;
        _queue = queue;
        bool isNew = recording is not null && recording != _recording;
        _recording = recording;
        if (recording is not null)
        {
            TellFormats(recording, nowNs);
        }

        _changes |= flags.HasFlag(RelayWorkFlags.Change); // a stream whose numbers are ours stays so
        Voice.Set(way);
        _warns = flags.HasFlag(RelayWorkFlags.Warn) && recording is not null;
        if (isNew && _warns)
        {
            _tone.Begin(nowNs);
        }
    }

    /// <summary>From now on the stream's numbers are ours.</summary>
    public void BeginChanges() => _changes = true;

    /// <summary>The next call has this.</summary>
    public void Clear()
    {
        (_recording, _queue, _warns, _changes) = (null, null, false, false);
        Voice.Clear();
    }

    public override void Forward(RelayPort from, RelayPort to, Span<byte> packet, long nowNs)
    {
        if (_recording is not null)
        {
            Record(_recording, from, packet, nowNs);
        }

        if (_warns && _tone.IsDue(nowNs))
        {
            Warn(packet, nowNs);
        }

        if (_changes)
        {
            Voice.Forward(to, packet, nowNs);
        }
        else
        {
            to.SendRtp(packet, nowNs);
        }
    }

    private void TellFormats(Recording.Recording recording, long nowNs)
    {
        VoiceFormats formats = _way.From;
        _queue?.TryAdd(
            new() { Of = recording, Kind = PieceKind.Formats, Side = (byte)side, AtNs = nowNs }, MemoryMarshal.AsBytes(new ReadOnlySpan<VoiceFormats>(ref formats)));
    }

    private void Record(Recording.Recording recording, RelayPort from, ReadOnlySpan<byte> packet, long nowNs)
    {
        if (!recording.HasFailed)
        {
            _queue?.TryAdd(new() { Of = recording, Side = (byte)side, AtNs = nowNs, Source = from.Remote, Destination = from.Local }, packet);
        }
    }

    /// <summary>The tone over the sound that goes to the other side. Only over G.711, whose samples stand alone.</summary>
    private void Warn(Span<byte> datagram, long nowNs)
    {
        if (!RtpPacket.TryRead(datagram, out RtpPacket packet))
        {
            return;
        }

        G711? codec = _way.From.CodecOf(packet.PayloadType) switch
        {
            VoiceCodec.Pcmu => G711.MuLaw,
            VoiceCodec.Pcma => G711.ALaw,
            _ => null,
        };
        if (codec is not null)
        {
            _tone.AddTo(datagram[packet.HeaderLength..^packet.PaddingLength], codec, nowNs);
        }
    }
}
