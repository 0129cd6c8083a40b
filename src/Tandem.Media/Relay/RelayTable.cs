using System.Runtime.CompilerServices;
using Tandem.Media.Ice;
using Tandem.Media.Relay.Wire;
using Tandem.Wire.Flows;

namespace Tandem.Media.Relay;

/// <summary>
/// The sessions of one loop: what signalling orders, and what becomes of those that it forgets. No I/O but the ports' sockets, no clock but the one it is
/// given. Sessions, lines and ports are pooled.
/// </summary>
internal sealed class RelayTable(IReadOnlyList<PortRange> ranges, RelayOptions options, MediaClock clock, Func<RelayPort> newPort, Func<RelayPort, bool> watch)
{
    private readonly Dictionary<RelayKey, RelaySession> _byKey = [];
    private readonly List<RelaySession> _open = [];
    private readonly Stack<RelaySession> _free = new();
    private readonly ClosedSessions _closed = new(options.RememberClosed);
    private readonly long _leaseNs = (long)options.Lease.TotalNanoseconds;
    private ulong _helloEpoch;
    private long _helloAtNs;
    private int _sweepAt;
    private RelayTotals _counted;

    public int Count => _open.Count;

    /// <summary>What was counted of sessions that are closed.</summary>
    public RelayTotals Counted => _counted;

    /// <summary>A session that is open, at its place in the table.</summary>
    public RelaySession At(int position) => _open[position];

    public RelaySession? Find(RelayKey key) => _byKey.GetValueOrDefault(key);

    public void OnHello(ulong epoch, long nowNs)
    {
        _helloEpoch = epoch;
        _helloAtNs = nowNs;
    }

    /// <summary>Open or update. Said twice it does nothing the second time.</summary>
    public RelayStatus Order(RelayHeader header, ReadOnlySpan<byte> message, long nowNs)
    {
        RelayKey key = new(header.Key);
        if (!RelayFrame.TryRead(message, RelayFrame.HeaderSize, out OrderBody body) || !AreEntriesGood(header, message))
        {
            return RelayStatus.Malformed;
        }

        RelaySession? session = Find(key);
        bool isNew = session is null;
        if (session is null)
        {
            if (header.Verb != RelayVerb.Open)
            {
                return RelayStatus.UnknownSession;
            }

            if (_closed.IsAfter(key, header.Epoch, header.Request))
            {
                return RelayStatus.Superseded;
            }

            if (_open.Count >= options.MostSessions)
            {
                return RelayStatus.TooManySessions;
            }

            session = Begin(key, nowNs);
        }

        if (!IsNewest(session, header, nowNs, out RelayStatus status))
        {
            return status;
        }

        session.SilenceNs = body.SilenceSeconds * 1_000_000_000L;
        session.Tos = body.Tos;
        session.TellsFirstMedia = (body.Flags & OrderFlags.TellsFirstMedia) != OrderFlags.None;
        status = ApplyAll(session, header, message, nowNs);
        session.LastStatus = status;
        if (status != RelayStatus.Ok && isNew)
        {
            End(session, nowNs);
        }

        return status;
    }

    public RelayStatus SetIce(RelayHeader header, ReadOnlySpan<byte> message, long nowNs)
    {
        int at = RelayFrame.HeaderSize + Unsafe.SizeOf<IceBody>();
        if (!RelayFrame.TryRead(message, RelayFrame.HeaderSize, out IceBody body) || message.Length - at < body.UfragLength + body.PasswordLength
            || body.UfragLength < 4 || body.PasswordLength < 22)
        {
            return RelayStatus.Malformed;
        }

        if (Find(new(header.Key)) is not RelaySession session || session.Find(body.Line) is not RelayLine line)
        {
            return RelayStatus.UnknownSession;
        }

        session.SpokenOfAtNs = nowNs;
        line.Port(body.Side).SetIce(new IceCredentials(
            message.Slice(at, body.UfragLength).ToArray(), message.Slice(at + body.UfragLength, body.PasswordLength).ToArray()));
        return RelayStatus.Ok;
    }

    /// <summary>The session is this run's from now on.</summary>
    public RelaySession? Claim(RelayHeader header, long nowNs)
    {
        if (Find(new(header.Key)) is not RelaySession session)
        {
            return null;
        }

        if (session.Epoch != header.Epoch)
        {
            session.Epoch = header.Epoch;
            session.LastOrder = 0;
        }

        session.SpokenOfAtNs = nowNs;
        return session;
    }

    /// <summary>Writes the statistics of all sides; how many there are.</summary>
    public int Fill(RelaySession session, Span<byte> into, ref int at)
    {
        int sides = 0;
        long unixOffsetMs = clock.UnixOffsetMs;
        foreach (RelayLine? line in session.Lines)
        {
            if (line is { IsOpen: true })
            {
                line.A.Fill(out RelaySideStatistics a, line.Pending, unixOffsetMs);
                line.B.Fill(out RelaySideStatistics b, line.Pending, unixOffsetMs);
                at = RelayFrame.Write(into, at, a);
                at = RelayFrame.Write(into, at, b);
                sides += 2;
            }
        }

        return sides;
    }

    public static int FillPorts(RelaySession session, Span<byte> into, ref int at)
    {
        int lines = 0;
        foreach (RelayLine? line in session.Lines)
        {
            if (line is { IsOpen: true })
            {
                at = RelayFrame.Write(into, at, new PortsEntry { Line = (byte)line.Index, A = LocalOf(line.A), B = LocalOf(line.B) });
                lines++;
            }
        }

        return lines;
    }

    /// <summary>Ends a session; the answer, made before, is kept for an order that comes again.</summary>
    public void Close(RelaySession session, RelayHeader header, ReadOnlySpan<byte> answer, long nowNs)
    {
        _closed.Keep(session.Key, header.Epoch, header.Request, answer, nowNs);
        End(session, nowNs);
    }

    /// <summary>The answer that was given when the session was closed; empty when that is not known (any more).</summary>
    public ReadOnlySpan<byte> Closed(RelayHeader header, long nowNs)
    {
        ReadOnlySpan<byte> answer = _closed.Find(new(header.Key));
        if (answer.IsEmpty)
        {
            _closed.Keep(new(header.Key), header.Epoch, header.Request, [], nowNs);
        }

        return answer;
    }

    /// <summary>
    /// A tenth of the sessions each time, and so each of them every ten times: silence, moved peers, leases. <paramref name="tell"/> sends what is pending.
    /// </summary>
    public void Sweep(long nowNs, Action<RelaySession> tell)
    {
        const int Parts = 10;
        _closed.Forget(nowNs);
        int part = _sweepAt;
        _sweepAt = (_sweepAt + 1) % Parts;
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            if (i % Parts == part)
            {
                Sweep(_open[i], nowNs, tell);
            }
        }
    }

    private static bool AreEntriesGood(RelayHeader header, ReadOnlySpan<byte> message)
    {
        int at = RelayFrame.HeaderSize + Unsafe.SizeOf<OrderBody>();
        for (int i = 0; i < header.Count; i++)
        {
            if (!RelayFrame.TryReadEntry(message, at, i, out PeerEntry entry)
                || entry.Line >= RelayPeer.MostLines || entry.Side > RelaySide.B || entry.Kind > RelayLineKind.Udp || entry.ClockRate is < 0 or > 1_000_000)
            {
                return false;
            }
        }

        return header.Count > 0 || header.Verb == RelayVerb.Update; // a new offer of lines that are all there keeps the session and changes nothing
    }

    private static bool IsNewest(RelaySession session, RelayHeader header, long nowNs, out RelayStatus status)
    {
        status = RelayStatus.Ok;
        session.SpokenOfAtNs = nowNs;
        if (session.Epoch == header.Epoch && header.Request <= session.LastOrder)
        {
            status = header.Request == session.LastOrder ? session.LastStatus : RelayStatus.Superseded;
            return false;
        }

        session.Epoch = header.Epoch;
        session.LastOrder = header.Request;
        return true;
    }

    /// <summary>All entries, or as if none of the lines that are new with them had come.</summary>
    private RelayStatus ApplyAll(RelaySession session, RelayHeader header, ReadOnlySpan<byte> message, long nowNs)
    {
        int at = RelayFrame.HeaderSize + Unsafe.SizeOf<OrderBody>();
        uint before = session.OpenLineBits;
        RelayStatus status = RelayStatus.Ok;
        for (int i = 0; i < header.Count && RelayFrame.TryReadEntry(message, at, i, out PeerEntry entry); i++)
        {
            // A port stays in its family; what is refused must have changed nothing.
            if (session.Find(entry.Line)?.Port(entry.Side).Pair is { } pair && !IsOfFamily(pair, entry))
            {
                return RelayStatus.NoSuchAddress;
            }
        }

        for (int i = 0; status == RelayStatus.Ok && i < header.Count && RelayFrame.TryReadEntry(message, at, i, out PeerEntry entry); i++)
        {
            status = Apply(session, entry, nowNs);
        }

        if (status != RelayStatus.Ok)
        {
            session.EndLines(session.OpenLineBits & ~before, nowNs);
        }

        return status;
    }

    private static bool IsOfFamily(PortPair pair, PeerEntry entry) =>
        entry.Rtp.Port == 0 || pair.Rtp is not { } socket || socket.Local.IsIPv4 == entry.Rtp.ToAddress().IsIPv4;

    private RelayStatus Apply(RelaySession session, PeerEntry entry, long nowNs)
    {
        RelayLine line = session.Line(entry.Line, newPort);
        line.Kind = entry.Kind;
        line.ClockRate = entry.ClockRate == 0 ? 8000 : entry.ClockRate;
        RelayPort port = line.Port(entry.Side);
        if (port.Pair is null)
        {
            PortPair? pair = TakePair(entry, nowNs, out RelayStatus status);
            if (pair is null)
            {
                return status;
            }

            port.Enter(pair, session.Tos);
            if (!watch(port))
            {
                port.Leave(nowNs);
                return RelayStatus.DescriptorsExhausted;
            }
        }

        port.Order(entry, session.Tos, nowNs);
        return RelayStatus.Ok;
    }

    /// <summary>From a range that has the address that was asked for; else of the peer's family; else the first.</summary>
    private PortPair? TakePair(PeerEntry entry, long nowNs, out RelayStatus status)
    {
        NetAddress peer = entry.Rtp.ToAddress();
        NetAddress local = new(entry.LocalIp, 0);
        bool isAsked = entry.LocalIp != UInt128.Zero;
        status = RelayStatus.NoSuchAddress;
        foreach (PortRange range in ranges)
        {
            if (isAsked ? !range.Serves(local) : peer.Port != 0 && range.Address.IsIPv4 != peer.IsIPv4)
            {
                continue;
            }

            if (range.Take(isAsked ? local : range.Address, withRtcp: true, nowNs, out status) is PortPair pair)
            {
                return pair;
            }
        }

        return null;
    }

    private void Sweep(RelaySession session, long nowNs, Action<RelaySession> tell)
    {
        foreach (RelayLine? line in session.Lines)
        {
            if (line is { IsOpen: true })
            {
                RelayEvents silent = line.A.Sweep(session.SilenceNs, nowNs) | line.B.Sweep(session.SilenceNs, nowNs);
                line.OnSilence(silent);
            }
        }

        long lastSign = Math.Max(session.SpokenOfAtNs, session.LastMediaAtNs);
        lastSign = session.Epoch == _helloEpoch ? Math.Max(lastSign, _helloAtNs) : lastSign;
        if (nowNs - lastSign >= _leaseNs)
        {
            session.PendingOfSession |= RelayEvents.LeaseOver;
        }

        tell(session);
    }

    private RelaySession Begin(RelayKey key, long nowNs)
    {
        RelaySession session = _free.TryPop(out RelaySession? free) ? free : new();
        session.Begin(key, nowNs);
        session.Position = _open.Count;
        _open.Add(session);
        _byKey[key] = session;
        return session;
    }

    private void End(RelaySession session, long nowNs)
    {
        long unixOffsetMs = clock.UnixOffsetMs;
        foreach (RelayLine? line in session.Lines)
        {
            if (line is { IsOpen: true })
            {
                line.A.Fill(out RelaySideStatistics a, line.Pending, unixOffsetMs);
                line.B.Fill(out RelaySideStatistics b, line.Pending, unixOffsetMs);
                _counted.Add(ref a);
                _counted.Add(ref b);
            }
        }

        session.End(nowNs);
        _byKey.Remove(session.Key);
        RelaySession last = _open[^1];
        _open[session.Position] = last;
        last.Position = session.Position;
        _open.RemoveAt(_open.Count - 1);
        _free.Push(session);
    }

    private static AddressEntry LocalOf(RelayPort port) => port.Pair?.Rtp is { } socket ? AddressEntry.From(socket.Local) : default;
}
