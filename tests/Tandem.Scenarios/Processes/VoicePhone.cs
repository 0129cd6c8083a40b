using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Tandem.Media.Codecs;
using Tandem.Media.Dtmf;
using Tandem.Media.Rtp;
using static Tandem.Scenarios.Processes.PhoneWords;

namespace Tandem.Scenarios.Processes;

/// <summary>A telephone with sound of its own: one call at a time, SIP over UDP, a stream each way. It acknowledges 200s and answers BYE and INFO by itself; all else is the test's.</summary>
internal sealed class VoicePhone : IDisposable
{
    public const int Rate = 8000;
    private const int PacketMs = 20;
    private const int Samples = Rate / 1000 * PacketMs;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _sip;
    private readonly Socket _rtp;
    private readonly ConcurrentQueue<string> _messages = new();
    private readonly ConcurrentQueue<byte[]> _packets = new();
    private readonly string _tag = Guid.NewGuid().ToString("N")[..8];
    private string[] _formats = [];
    private EndPoint _peer = new IPEndPoint(IPAddress.Loopback, 0);
    private IPEndPoint? _voice;
    private string _invite = "";
    private string _callId = "";
    private string _theirs = "";
    private string _ours = "";
    private string _target = "";
    private int _cseq = 1;
    private int _seen;
    private ushort _sequence = 100;
    private uint _timestamp = 5000;
    private int _version;
    private int _sent;
    private readonly PhoneReports? _reports;

    /// <param name="address">Its own.</param>
    /// <param name="port">Where it takes SIP.</param>
    /// <param name="away">How far its leg is, there and back; it speaks RTCP then. Null: it does not.</param>
    public VoicePhone(string address, int port, TimeSpan? away = null)
    {
        var ip = IPAddress.Parse(address);
        _sip = PhoneSockets.Bound(new IPEndPoint(ip, port));
        (_rtp, _reports) = away is { } far ? PhoneReports.BesideRtp(ip, far) : (PhoneSockets.Bound(new IPEndPoint(ip, 0)), null);
        (Local, Voice) = ((IPEndPoint)_sip.LocalEndPoint!, (IPEndPoint)_rtp.LocalEndPoint!);
        PhoneSockets.Listen(_sip, TakeMessage);
        PhoneSockets.Listen(_rtp, bytes => _packets.Enqueue(bytes.ToArray()));
    }

    /// <summary>Who it says that it is.</summary>
    public string Number { get; init; } = "441632960001";

    /// <summary>Of so many packets that it says one is lost on its way; 0: none.</summary>
    public int LosesOneOf { get; init; }

    /// <summary>Its lines that are no voice, behind that of the voice; from its next description on.</summary>
    public IReadOnlyList<PhoneLine> Lines { get; set; } = [];

    /// <summary>What becomes of the line of its voice in its next description.</summary>
    public VoiceLine VoiceLine { get; set; }

    /// <summary>All messages so far.</summary>
    public IReadOnlyList<string> Messages => [.. _messages];

    /// <summary>All RTP packets so far.</summary>
    public IReadOnlyList<byte[]> Packets => [.. _packets];

    /// <summary>What the peer's last description says.</summary>
    public string Description { get; private set; } = "";

    /// <summary>Keys that came as SIP INFO.</summary>
    public string InfoKeys => string.Concat(Messages.Where(static text => text.StartsWith("INFO ", StringComparison.Ordinal)).Select(static text =>
        InfoBody.TryRead(Encoding.ASCII.GetBytes(Header(text, "Content-Type")), Encoding.ASCII.GetBytes(BodyOf(text)), out char key, out _) ? key : '?'));

    /// <summary>Keys that came as telephone-events.</summary>
    public string EventKeys
    {
        get
        {
            var ear = new EventReceiver();
            return string.Concat(Packets.Select(packet => Read(packet, out _, out VoiceCodec codec, out uint timestamp, out byte[] payload)
                && VoiceCodecs.IsKeys(codec) && ear.Hear(timestamp, payload) is var key and not '\0' ? key.ToString() : ""));
        }
    }

    /// <summary>Keys that came as sound.</summary>
    public string ToneKeys
    {
        get
        {
            var ear = new ToneDetector();
            return string.Concat(Heard().Chunk(Samples).Select(samples => ear.Hear(samples) is var key and not '\0' ? key.ToString() : ""));
        }
    }

    private IPEndPoint Local { get; }

    private IPEndPoint Voice { get; }

    private uint Ssrc => 0xABCD_0000 + (uint)Local.Port;

    /// <summary>Calls a number with these formats, such as <c>0 PCMU/8000</c>.</summary>
    public void Invites(int switchPort, string number, params string[] formats)
    {
        _formats = formats;
        _peer = new IPEndPoint(Local.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, switchPort);
        _callId = Guid.NewGuid().ToString("N");
        _target = $"sip:{number}@{_peer}";
        _ours = $"<sip:{Number}@{Local}>;tag={_tag}";
        _theirs = $"<sip:{number}@{_peer}>";
        Request("INVITE", "application/sdp", Offer());
    }

    /// <summary>Calls once more, with the password that this answer asks for.</summary>
    public void InvitesAgain(string challenge, string password) => Request("INVITE", "application/sdp", Offer(), Credentials.Answer(challenge, Number, password, _target));

    /// <summary>Offers anew within the call.</summary>
    public void InvitesAgain() => Request("INVITE", "application/sdp", Offer());

    /// <summary>Waits for a request of this method, or a response with this status.</summary>
    public async Task<string> GetsAsync(string what)
    {
        string start = char.IsAsciiDigit(what[0]) ? "SIP/2.0 " + what : what + " ";
        return await Eventually.GetAsync(
            () => Task.FromResult(Next(start)), Patience, () => $"{Local} got no {what} but:\n{string.Join("\n----\n", Messages)}");
    }

    /// <summary>Answers the last INVITE.</summary>
    public void Answers(int status, params string[] formats)
    {
        _formats = formats.Length > 0 ? formats : _formats;
        Respond(_invite, status, status is 180 or >= 300 || formats.Length == 0 ? "" : Offer());
    }

    /// <summary>Speaks for so long: a tone, in the codec that both have.</summary>
    public async Task SpeaksAsync(int hertz, double seconds)
    {
        (byte type, VoiceCodec codec) = Agreed();
        IAudioCodec coder = VoiceCodecs.Make(codec, Rate)!;
        short[] samples = new short[Samples];
        byte[] payload = new byte[400];
        await SendsAsync((int)(seconds * 1000 / PacketMs), at =>
        {
            for (int i = 0; i < Samples; i++)
            {
                samples[i] = (short)(6000 * Math.Sin(2 * Math.PI * hertz * ((at * Samples) + i) / Rate));
            }

            Send(type, payload.AsSpan(0, coder.Encode(samples, payload)), VoiceCodecs.UnitsPerMs(codec), marker: at == 0);
        });
        (coder as IDisposable)?.Dispose();
    }

    /// <summary>Reports by RTCP, twice a second for so long; the first time half a second later than <paramref name="after"/>.</summary>
    public async Task ReportsAsync(double seconds, double after = 0)
    {
        await Task.Delay(TimeSpan.FromSeconds(after));
        IPEndPoint voice = _voice ?? throw new InvalidOperationException("The peer has not said where it listens.");
        for (int left = (int)(2 * seconds); left > 0; left--)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            _reports?.Send(new IPEndPoint(voice.Address, voice.Port + 1), Ssrc, _sent, Packets);
        }
    }

    /// <summary>Presses keys as sound, 100 ms each with as much silence behind it.</summary>
    public async Task SoundsKeysAsync(string keys)
    {
        (byte type, VoiceCodec codec) = Agreed();
        IAudioCodec coder = VoiceCodecs.Make(codec, Rate)!;
        short[] samples = new short[Samples];
        byte[] payload = new byte[400];
        foreach (char key in keys)
        {
            var tone = default(ToneGenerator);
            tone.Begin(key, 100, Rate);
            await SendsAsync(10, _ =>
            {
                tone.Next(samples);
                Send(type, payload.AsSpan(0, coder.Encode(samples, payload)), VoiceCodecs.UnitsPerMs(codec), marker: false);
            });
        }
    }

    /// <summary>Presses keys as telephone-events.</summary>
    public async Task PressesAsync(string keys)
    {
        byte type = TypesOf(Description).First(pair => VoiceCodecs.IsKeys(pair.Codec)).Type;
        byte[] payload = new byte[TelephoneEvent.Size];
        foreach (char key in keys)
        {
            DtmfDigit.TryGetEvent(key, out byte code);
            var sender = default(EventSender);
            sender.Begin(code, 100, 8000, PacketMs);
            uint began = _timestamp;
            await SendsAsync(10, _ =>
            {
                if (sender.TryNext(payload, out bool isFirst))
                {
                    uint now = _timestamp;
                    _timestamp = began;
                    Send(type, payload, 0, isFirst);
                    _timestamp = now;
                }

                _timestamp += (uint)(VoiceCodecs.UnitsPerMs(Agreed().Codec) * PacketMs);
            });
        }
    }

    public void Infos(char key) => Request("INFO", InfoBody.Relay, InfoBody.Write(key, 120));

    public void Byes() => Request("BYE", "", "");

    /// <summary>The sound that came, packet after packet, without the first <paramref name="skip"/> of them.</summary>
    public short[] Heard(int skip = 0)
    {
        var codecs = new Dictionary<VoiceCodec, IAudioCodec>();
        short[] samples = new short[2000];
        var heard = new List<short>();
        foreach (byte[] packet in Packets.Skip(skip))
        {
            if (Read(packet, out _, out VoiceCodec codec, out _, out byte[] payload) && VoiceCodecs.IsVoice(codec))
            {
                IAudioCodec decoder = codecs.TryGetValue(codec, out IAudioCodec? known) ? known : codecs[codec] = VoiceCodecs.Make(codec, Rate)!;
                heard.AddRange(samples[..decoder.Decode(payload, samples)]);
            }
        }

        return [.. heard];
    }

    /// <summary>The payload types that came.</summary>
    public IReadOnlyList<int> TypesHeard() => [.. Packets.Select(static packet => packet[1] & 0x7f).Distinct()];

    public void Dispose()
    {
        _sip.Dispose();
        _rtp.Dispose();
        _reports?.Dispose();
    }

    private async Task SendsAsync(int packets, Action<int> send)
    {
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < packets; i++)
        {
            send(i);
            TimeSpan early = TimeSpan.FromMilliseconds((i + 1) * PacketMs) - clock.Elapsed;
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early);
            }
        }
    }

    private void Send(byte type, ReadOnlySpan<byte> payload, int unitsPerMs, bool marker)
    {
        byte[] packet = new byte[12 + payload.Length];
        packet[0] = 0x80;
        packet[1] = (byte)(type | (marker ? 0x80 : 0));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), ++_sequence);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), _timestamp);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), Ssrc);
        payload.CopyTo(packet.AsSpan(12));
        _timestamp += (uint)(unitsPerMs * PacketMs);
        bool isLost = ++_sent % Math.Max(1, LosesOneOf) == 0 && LosesOneOf > 0;
        if (!isLost)
        {
            _rtp.SendTo(packet, _voice ?? throw new InvalidOperationException("The peer has not said where it listens."));
        }
    }

    private bool Read(byte[] datagram, out int type, out VoiceCodec codec, out uint timestamp, out byte[] payload)
    {
        (type, codec, timestamp, payload) = (-1, VoiceCodec.None, 0, []);
        if (!RtpPacket.TryRead(datagram, out RtpPacket packet))
        {
            return false;
        }

        int number = type = packet.PayloadType;
        (timestamp, payload) = (packet.Timestamp, packet.Payload.ToArray());
        codec = TypesOf(SdpOf(_formats)).FirstOrDefault(pair => pair.Type == number).Codec;
        return true;
    }

    /// <summary>The first codec of the peer's description that we have.</summary>
    private (byte Type, VoiceCodec Codec) Agreed() =>
        TypesOf(Description).First(theirs => VoiceCodecs.IsVoice(theirs.Codec) && TypesOf(SdpOf(_formats)).Any(ours => ours.Codec == theirs.Codec));

    private string Offer()
    {
        string voice = VoiceLine == VoiceLine.Gone ? "" : VoiceOf(_formats, VoiceLine == VoiceLine.Rests ? 0 : Voice.Port);
        return SessionOf(Voice.Address, ++_version) + voice + string.Concat(Lines.Select(static line => line.Text));
    }

    private string SdpOf(string[] formats) => SessionOf(Voice.Address, _version) + VoiceOf(formats, Voice.Port);

    private void Request(string method, string contentType, string body, string more = "")
    {
        string type = contentType.Length == 0 ? "" : $"Content-Type: {contentType}\r\n";
        int cseq = method == "ACK" ? int.Parse(Header(_invite, "CSeq").Split(' ')[0], CultureInfo.InvariantCulture) : ++_cseq;
        string text = $"{method} {_target} SIP/2.0\r\nVia: SIP/2.0/UDP {Local};branch=z9hG4bK{Guid.NewGuid():N};rport\r\nFrom: {_ours}\r\nTo: {_theirs}\r\n"
            + $"Call-ID: {_callId}\r\nCSeq: {cseq} {method}\r\nContact: <sip:phone@{Local}>\r\nMax-Forwards: 70\r\n{more}{type}Content-Length: {body.Length}\r\n\r\n{body}";
        _invite = method == "INVITE" ? text : _invite;
        _sip.SendTo(Encoding.ASCII.GetBytes(text), _peer);
    }

    private void Respond(string request, int status, string body)
    {
        string type = body.Length == 0 ? "" : "Content-Type: application/sdp\r\n";
        string to = Header(request, "To");
        to = to.Contains("tag=", StringComparison.Ordinal) ? to : $"{to};tag={_tag}";
        string text = $"SIP/2.0 {status} Said\r\n{string.Concat(ViaLine().Matches(request).Select(static match => match.Value))}From: {Header(request, "From")}\r\nTo: {to}\r\n"
            + $"Call-ID: {Header(request, "Call-ID")}\r\nCSeq: {Header(request, "CSeq")}\r\nContact: <sip:phone@{Local}>\r\n{type}Content-Length: {body.Length}\r\n\r\n{body}";
        _sip.SendTo(Encoding.ASCII.GetBytes(text), _peer);
    }

    private void TakeMessage(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.ASCII.GetString(bytes);
        string body = BodyOf(text);
        if (body.StartsWith("v=0", StringComparison.Ordinal))
        {
            Description = body;
            TakePlaces(body);
        }

        if (text.StartsWith("INVITE ", StringComparison.Ordinal))
        {
            _peer = new IPEndPoint(Local.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, int.Parse(ViaPort().Match(text).Groups["port"].Value, CultureInfo.InvariantCulture));
            (_invite, _callId) = (text, Header(text, "Call-ID"));
            string to = Header(text, "To");
            (_theirs, _ours) = (Header(text, "From"), to.Contains("tag=", StringComparison.Ordinal) ? to : $"{to};tag={_tag}");
            _target = ContactUri().Match(text).Groups["uri"].Value;
        }
        else if (text.StartsWith("BYE ", StringComparison.Ordinal) || text.StartsWith("INFO ", StringComparison.Ordinal))
        {
            Respond(text, 200, "");
        }
        else if (text.StartsWith("SIP/2.0 200", StringComparison.Ordinal) && Header(text, "CSeq").EndsWith("INVITE", StringComparison.Ordinal))
        {
            _theirs = Header(text, "To");
            _target = ContactUri().Match(text).Groups["uri"].Value;
            Request("ACK", "", "");
        }

        _messages.Enqueue(text);
    }

    /// <summary>Where the peer takes each line: of the voice, and then of <see cref="Lines"/> in their order.</summary>
    private void TakePlaces(string description)
    {
        var address = IPAddress.Parse(ConnectionLine().Match(description).Groups["address"].Value);
        int other = 0;
        foreach (Match line in MediaLine().Matches(description))
        {
            var place = new IPEndPoint(address, int.Parse(line.Groups["port"].Value, CultureInfo.InvariantCulture));
            if (line.Groups["kind"].Value == "audio")
            {
                _voice = place;
            }
            else if (other < Lines.Count)
            {
                Lines[other++].Peer = place;
            }
        }
    }

    private string? Next(string start)
    {
        IReadOnlyList<string> all = Messages;
        for (int i = _seen; i < all.Count; i++)
        {
            if (all[i].StartsWith(start, StringComparison.Ordinal))
            {
                _seen = i + 1;
                return all[i];
            }
        }

        return null;
    }
}
