using System.Runtime.CompilerServices;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Working;
using Tandem.Wire.Interop;

namespace Tandem.Media.Relay;

/// <summary>What signalling says to one loop, and what the loop answers and tells. What can't be understood is counted and not answered.</summary>
internal sealed class RelayControl(
    int loop, RelayTable table, LineWorks works, LocalSocket socket, IReadOnlyList<PortRange> all, RelayOptions options, MediaClock clock, ulong instance) : IDisposable
{
    private const int MostListed = 64;
    private readonly PacketMemory _memory = new();
    private readonly byte[] _answer = new byte[RelayFrame.LargestMessage];
    private readonly UnsentAnswers _unsent = new(socket);
    private readonly RelaySampler _sampler = new(table, all, clock);
    private ulong _events;
    private long _heardAtNs = clock.NowNs;
    private long _garbage;

    public long HeardAtNs => Volatile.Read(ref _heardAtNs);

    public long Garbage => Volatile.Read(ref _garbage);

    /// <summary>Answers that signalling's queue had no room for wait.</summary>
    public bool HasUnsent => !_unsent.IsEmpty;

    public void SendUnsent() => _unsent.Send(clock.NowNs);

    /// <summary>Takes one message and answers it; false when there is none.</summary>
    public bool TryHandleOne()
    {
        int length = socket.Receive(_memory);
        if (length < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> message = _memory.Span(length);
        if (!RelayFrame.TryReadHeader(message, out RelayHeader header))
        {
            Volatile.Write(ref _garbage, _garbage + 1);
            return true;
        }

        long now = clock.NowNs;
        Volatile.Write(ref _heardAtNs, now);
        int answered = Handle(header, message, now);
        if (answered > 0 && !socket.Answer(_answer.AsSpan(0, answered)))
        {
            _unsent.Keep(_answer.AsSpan(0, answered), now);
        }

        return true;
    }

    /// <summary>Tells what is pending; it is told again at the next sweep until signalling has acknowledged it.</summary>
    public void Tell(RelaySession session)
    {
        if (session.PendingOfSession != RelayEvents.None)
        {
            Tell(session, 0, session.PendingOfSession);
            End(session, new() { Verb = RelayVerb.Close, Epoch = session.Epoch, Request = session.LastOrder, Key = session.Key.Value }, clock.NowNs);
            return;
        }

        foreach (RelayLine? line in session.Lines)
        {
            if (line is { IsOpen: true } && line.Untold != RelayEvents.None)
            {
                Tell(session, line.Index, line.Untold);
            }

            if (line is { IsOpen: true, Work: { } work })
            {
                TellKeys(session, work);
                TellEnd(session, line.Index, RelaySide.A, work.EndedTo(RelaySide.A));
                TellEnd(session, line.Index, RelaySide.B, work.EndedTo(RelaySide.B));
            }
        }
    }

    public void Dispose() => _memory.Dispose();

    private int Handle(RelayHeader header, ReadOnlySpan<byte> message, long now)
    {
        switch (header.Verb)
        {
            case RelayVerb.Hello:
                if (header.Epoch != 0)
                {
                    socket.KeepSender();
                    table.OnHello(header.Epoch, now);
                }

                return Hello(header);
            case RelayVerb.Open or RelayVerb.Update:
                return Ports(header, table.Order(header, message, now));
            case RelayVerb.Ice:
                return Ports(header, table.SetIce(header, message, now));
            case RelayVerb.Work:
                return Ports(header, works.Order(header, message, now));
            case RelayVerb.Play:
                return Plays(header, works.Play(header, message, now, out int milliseconds), milliseconds);
            case RelayVerb.Key:
                return Ports(header, works.Press(header, message, now));
            case RelayVerb.Key | RelayVerb.Answer:
                if (RelayFrame.TryRead(message, RelayFrame.HeaderSize, out KeyBody told))
                {
                    table.Find(new(header.Key))?.Find(told.Line)?.Work?.OnAcknowledged(told.Number);
                }

                return 0;
            case RelayVerb.Played | RelayVerb.Answer:
                if (RelayFrame.TryRead(message, RelayFrame.HeaderSize, out PlayedBody ended))
                {
                    table.Find(new(header.Key))?.Find(ended.Line)?.Work?.OnEndAcknowledged(ended.Side, ended.Mark);
                }

                return 0;
            case RelayVerb.Query:
                return table.Claim(header, now) is RelaySession asked ? Statistics(header, asked) : Status(header, RelayStatus.UnknownSession);
            case RelayVerb.Close:
                return Close(header, now);
            case RelayVerb.List:
                return RelayFrame.TryRead(message, RelayFrame.HeaderSize, out ListBody list) ? List(header, list.Cursor) : Status(header, RelayStatus.Malformed);
            case RelayVerb.Sample:
                return RelayFrame.TryRead(message, RelayFrame.HeaderSize, out ListBody sampled) ? Sample(header, sampled.Cursor) : Status(header, RelayStatus.Malformed);
            case RelayVerb.Event | RelayVerb.Answer:
                if (RelayFrame.TryRead(message, RelayFrame.HeaderSize, out EventBody heard))
                {
                    table.Find(new(header.Key))?.Find(heard.Line)?.OnAcknowledged(heard.Events);
                }

                return 0;
            default:
                Volatile.Write(ref _garbage, _garbage + 1);
                return 0;
        }
    }

    private int Hello(RelayHeader header)
    {
        header.Spare = (byte)loop;
        int at = Start(header, RelayStatus.Ok, options.Turn is null ? 0 : 1);
        at = RelayFrame.Write(_answer, at, new HelloBody
        {
            Loops = options.Loops,
            Sessions = table.Count,
            ProcessId = Environment.ProcessId,
            FreePairs = all.Sum(static range => range.Free),
            AllPairs = all.Sum(static range => range.Pairs),
            Collections = GC.CollectionCount(0),
            Instance = instance,
        });
        if (options.Turn is { } turn)
        {
            at = RelayFrame.Write(_answer, at, turn.Body());
        }

        return works.Recording is not { } recording ? at : RelayFrame.Write(_answer, at, new RecorderBody
        {
            Active = recording.Active,
            IsStopped = recording.IsStopped ? (byte)1 : (byte)0,
            Written = recording.Written,
            Failed = recording.Failed,
            Dropped = recording.Dropped,
        });
    }

    private int Ports(RelayHeader header, RelayStatus status)
    {
        if (status != RelayStatus.Ok || table.Find(new(header.Key)) is not RelaySession session)
        {
            return Status(header, status);
        }

        int at = RelayFrame.HeaderSize;
        int lines = RelayTable.FillPorts(session, _answer, ref at);
        Start(header, status, lines);
        return at;
    }

    private int Plays(RelayHeader header, RelayStatus status, int milliseconds)
    {
        int at = Ports(header, status);
        return status == RelayStatus.Ok ? RelayFrame.Write(_answer, at, new PlaysBody { Milliseconds = milliseconds }) : at;
    }

    private int Statistics(RelayHeader header, RelaySession session)
    {
        int at = RelayFrame.HeaderSize;
        int sides = table.Fill(session, _answer, ref at);
        Start(header, RelayStatus.Ok, sides);
        return at;
    }

    private int Close(RelayHeader header, long now)
    {
        if (table.Find(new(header.Key)) is RelaySession session)
        {
            return End(session, header, now);
        }

        ReadOnlySpan<byte> before = table.Closed(header, now);
        if (before.IsEmpty)
        {
            return Status(header, RelayStatus.UnknownSession);
        }

        before.CopyTo(_answer);
        RelayFrame.TryReadHeader(before, out RelayHeader kept);
        Start(header, kept.Status, kept.Count);
        return before.Length;
    }

    private int End(RelaySession session, RelayHeader header, long now)
    {
        int length = Statistics(header, session);
        table.Close(session, header, _answer.AsSpan(0, length), now);
        return length;
    }

    private int List(RelayHeader header, int cursor)
    {
        int at = RelayFrame.HeaderSize + Unsafe.SizeOf<ListBody>();
        int position = Math.Max(0, cursor);
        int count = 0;
        long unixOffsetMs = clock.UnixOffsetMs;
        for (; position < table.Count && count < MostListed; position++, count++)
        {
            RelaySession session = table.At(position);
            at = RelayFrame.Write(_answer, at, new RelayListed
            {
                KeyValue = session.Key.Value,
                Lines = session.OpenLines,
                OpenedAtMs = MediaClock.ToUnixMs(session.OpenedAtNs, unixOffsetMs),
                LastMediaAtMs = MediaClock.ToUnixMs(session.LastMediaAtNs, unixOffsetMs),
            });
        }

        RelayFrame.Write(_answer, Start(header, RelayStatus.Ok, count), new ListBody { Cursor = position < table.Count ? position : -1 });
        return at;
    }

    private int Sample(RelayHeader header, int cursor)
    {
        int length = _sampler.Write(_answer, cursor, out int count);
        Start(header, RelayStatus.Ok, count);
        return length;
    }

    private int Status(RelayHeader header, RelayStatus status) => Start(header, status, 0);

    private int Start(RelayHeader header, RelayStatus status, int count)
    {
        header.Verb |= RelayVerb.Answer;
        header.Status = status;
        header.Count = (byte)count;
        return RelayFrame.Write(_answer, 0, header);
    }

    private void TellKeys(RelaySession session, LineWork work)
    {
        foreach (RelayKeyHeard heard in work.Untold)
        {
            Tell(session, RelayVerb.Key, new KeyBody { Line = (byte)heard.Line, Side = heard.Side, Key = (byte)heard.Key, Number = heard.Number });
        }
    }

    private void TellEnd(RelaySession session, int line, RelaySide side, byte mark)
    {
        if (mark != 0)
        {
            Tell(session, RelayVerb.Played, new PlayedBody { Line = (byte)line, Side = side, Mark = mark });
        }
    }

    private void Tell(RelaySession session, int line, RelayEvents events) => Tell(session, RelayVerb.Event, new EventBody { Line = (byte)line, Events = events });

    private void Tell<T>(RelaySession session, RelayVerb verb, in T body)
        where T : unmanaged
    {
        Span<byte> message = stackalloc byte[Unsafe.SizeOf<RelayHeader>() + Unsafe.SizeOf<T>()];
        int at = RelayFrame.Write(message, 0, new RelayHeader
        {
            Magic = RelayHeader.Signature,
            Verb = verb,
            Request = ++_events,
            Epoch = session.Epoch,
            Key = session.Key.Value,
        });
        RelayFrame.Write(message, at, body);
        socket.Tell(message);
    }
}
