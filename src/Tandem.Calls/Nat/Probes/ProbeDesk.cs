using System.Globalization;
using System.Security.Cryptography;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat.Probes;

/// <summary>
/// Answers <c>nat-check</c> before anything else looks at a message: what came, byte for byte, and where it came from. It can't amplify: an answer goes to whom the question came from, is never longer
/// than it, and only so many are given. Nothing of a probe is kept but an answer that was ordered for later. Runs on the reader threads.
/// </summary>
public sealed class ProbeDesk : IWireSink, IDisposable
{
    private readonly IWireSink _next;
    private readonly IWire _wire;
    private readonly IReadOnlyList<BoundListener> _listeners;
    private readonly Func<NetAddress, bool> _mayHear;
    private readonly ProbeBudget _budget;
    private readonly LateAnswers _late;
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private long _answered;
    private long _refused;

    /// <summary>Stands in front of <paramref name="next"/>.</summary>
    /// <param name="next">Takes all other messages.</param>
    /// <param name="wire">The way out.</param>
    /// <param name="listeners">Where the switch listens: a second UDP port tells more of a NAT.</param>
    /// <param name="mayHear">Whether a source gets answers at all (SS_REPLY_UNAUTHORIZED).</param>
    /// <param name="time">For the limits and the silences.</param>
    public ProbeDesk(IWireSink next, IWire wire, IReadOnlyList<BoundListener> listeners, Func<NetAddress, bool> mayHear, TimeProvider time)
    {
        (_next, _wire, _listeners, _mayHear) = (next, wire, listeners, mayHear);
        _budget = new(time);
        _late = new(wire, time);
    }

    /// <summary>Probes that had their answer.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Probes beyond the limits, too short for their answer, or of a form that is none.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Answers that were ordered for later.</summary>
    public int Waiting => _late.Count;

    public void OnMessage(in Flow flow, ReadOnlySpan<byte> message)
    {
        if (!ProbeForm.IsProbe(message))
        {
            _next.OnMessage(flow, message);
            return;
        }

        bool isGiven = message.Length <= ProbeForm.LongestQuestion && _mayHear(flow.Remote) && _budget.Allows(flow.Remote) && TryAnswer(flow, message);
        Interlocked.Increment(ref isGiven ? ref _answered : ref _refused);
    }

    public void OnEndOfRead(bool maySpare) => _next.OnEndOfRead(maySpare);

    public void OnClosed(in Flow flow) => _next.OnClosed(flow);

    public void Dispose() => _late.Dispose();

    private bool TryAnswer(in Flow flow, ReadOnlySpan<byte> question)
    {
        if (!ProbeOrder.TryRead(ProbeForm.Value(ProbeForm.Line(question, "X-Nat-Check"u8)), out ProbeOrder order) || (order.Kind != ProbeOrderKind.Echo && order.Cookie != Cookie(flow.Remote)))
        {
            return false;
        }

        // Two answers to one question together are no longer than it either.
        Span<byte> answer = stackalloc byte[question.Length];
        switch (order.Kind)
        {
            case ProbeOrderKind.Other when TryFindOther(flow, out Flow other):
                return TryWrite(answer, other, question, "other"u8, withEcho: false, out int length) && _wire.Send(other, answer[..length]);
            case ProbeOrderKind.After when !flow.IsStream:
                return TryWrite(answer[..(answer.Length / 2)], flow, question, "waits"u8, withEcho: false, out length)
                    && TryWrite(answer[length..], flow, question, "after"u8, withEcho: false, out int late)
                    && _late.TryAdd(flow, answer.Slice(length, late), order.Seconds)
                    && _wire.Send(flow, answer[..length]);
            case ProbeOrderKind.Echo:
                return TryWrite(answer, flow, question, "echo"u8, withEcho: true, out length) && _wire.Send(flow, answer[..length]);
            default:
                return false;
        }
    }

    /// <summary>A UDP port of ours at the address that was asked.</summary>
    private bool IsBeside(in Flow flow, BoundListener listener)
    {
        NetAddress asked = (uint)flow.Listener < (uint)_listeners.Count ? _listeners[flow.Listener].Local : default;
        return listener.Transport == TransportKind.Udp && listener.Local.IsIPv4 == flow.Remote.IsIPv4 && (listener.Local.IsAny || listener.Local.Ip == (asked.IsAny ? flow.Local.Ip : asked.Ip));
    }

    /// <summary>The same address of ours with another port.</summary>
    private bool TryFindOther(in Flow flow, out Flow other)
    {
        foreach (BoundListener listener in _listeners)
        {
            if (!flow.IsStream && listener.Index != flow.Listener && IsBeside(flow, listener))
            {
                other = flow with { Listener = listener.Index, Local = flow.Local with { Port = listener.Local.Port } };
                return true;
            }
        }

        other = default;
        return false;
    }

    private bool TryWrite(Span<byte> into, in Flow flow, ReadOnlySpan<byte> question, ReadOnlySpan<byte> what, bool withEcho, out int length)
    {
        var answer = new AnswerWriter(into);
        answer.Add("SIP/2.0 404 nat-check\r\n"u8);
        AddHeaders(ref answer, question);
        answer.Add("Content-Type: application/octet-stream\r\nContent-Length: "u8);
        int lengthAt = answer.Length;
        answer.Add("0000\r\n\r\n"u8);
        int bodyAt = answer.Length;
        Span<byte> number = stackalloc byte[64];
        answer.Add("answer="u8);
        answer.Add(what);
        answer.Add("\nsource="u8);
        answer.Add(flow.Remote, number);
        answer.Add("\nlocal="u8);
        answer.Add(flow.Local, number);
        answer.Add("\nudp="u8);
        AddPorts(ref answer, flow, number);
        answer.Add("\ncookie="u8);
        Cookie(flow.Remote).TryFormat(number, out int digits, "x16", CultureInfo.InvariantCulture);
        answer.Add(number[..digits]);
        answer.Add("\n\n"u8);
        if (withEcho)
        {
            AddEcho(ref answer, question);
        }

        length = answer.Length;
        if (answer.IsTooLong)
        {
            return false;
        }

        (length - bodyAt).TryFormat(into.Slice(lengthAt, 4), out _, "0000", CultureInfo.InvariantCulture);
        ProbeForm.Mask(into[bodyAt..length]);
        return true;
    }

    private void AddPorts(ref AnswerWriter answer, in Flow flow, scoped Span<byte> scratch)
    {
        foreach (BoundListener listener in _listeners)
        {
            if (IsBeside(flow, listener))
            {
                listener.Local.Port.TryFormat(scratch, out int digits, default, CultureInfo.InvariantCulture);
                answer.Add(scratch[..digits]);
                answer.Add(" "u8);
            }
        }
    }

    private static void AddHeaders(ref AnswerWriter answer, ReadOnlySpan<byte> question)
    {
        ReadOnlySpan<byte> rest = question;
        ProbeForm.TryNextLine(ref rest, out _);
        while (ProbeForm.TryNextLine(ref rest, out ReadOnlySpan<byte> line) && !line.IsEmpty)
        {
            if (ProbeForm.IsOf(line, "Via"u8) || ProbeForm.IsOf(line, "v"u8) || ProbeForm.IsOf(line, "From"u8) || ProbeForm.IsOf(line, "To"u8) || ProbeForm.IsOf(line, "Call-ID"u8)
                || ProbeForm.IsOf(line, "CSeq"u8))
            {
                answer.Add(line);
                answer.Add("\r\n"u8);
            }
        }
    }

    /// <summary>All that came but the padding.</summary>
    private static void AddEcho(ref AnswerWriter answer, ReadOnlySpan<byte> question)
    {
        ReadOnlySpan<byte> pad = ProbeForm.Line(question, "X-Nat-Check-Pad"u8);
        if (pad.IsEmpty || !question.Overlaps(pad, out int at))
        {
            answer.Add(question);
            return;
        }

        ReadOnlySpan<byte> rest = question[(at + pad.Length)..].TrimStart((byte)'\r');
        answer.Add(question[..at]);
        answer.Add(rest.IsEmpty ? rest : rest[1..]);
    }

    private ulong Cookie(in NetAddress source)
    {
        Span<byte> address = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(address, source.Ip);
        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(_secret, address, mac);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(mac);
    }

    private ref struct AnswerWriter(Span<byte> into)
    {
        private readonly Span<byte> _into = into;

        public int Length { get; private set; }

        public bool IsTooLong { get; private set; }

        public void Add(scoped ReadOnlySpan<byte> text)
        {
            if (IsTooLong || !text.TryCopyTo(_into[Length..]))
            {
                IsTooLong = true;
                return;
            }

            Length += text.Length;
        }

        public void Add(scoped in NetAddress address, scoped Span<byte> scratch)
        {
            address.TryFormatHost(scratch, out int length);
            Add(scratch[..length]);
            Add(":"u8);
            address.Port.TryFormat(scratch, out length, default, CultureInfo.InvariantCulture);
            Add(scratch[..length]);
        }
    }
}
