using Tandem.Media.Relay.Wire;

namespace Tandem.Media.Relay;

/// <summary>One call's media: up to eight lines. Pooled with its lines and ports; everything in it belongs to one loop.</summary>
internal sealed class RelaySession
{
    private readonly RelayLine?[] _lines = new RelayLine?[RelayPeer.MostLines];

    public RelayKey Key { get; private set; }

    /// <summary>The run of signalling that opened it or asked for it last.</summary>
    public ulong Epoch { get; set; }

    /// <summary>Number of the newest order of that run.</summary>
    public ulong LastOrder { get; set; }

    /// <summary>What came of it; said again when it comes again.</summary>
    public RelayStatus LastStatus { get; set; }

    public long OpenedAtNs { get; private set; }

    /// <summary>When signalling last spoke of it.</summary>
    public long SpokenOfAtNs { get; set; }

    public long SilenceNs { get; set; }

    public byte Tos { get; set; }

    /// <summary>The first packet from each side is an event.</summary>
    public bool TellsFirstMedia { get; set; }

    /// <summary>Its place in the table.</summary>
    public int Position { get; set; }

    /// <summary>Waits to tell its events at the end of the batch.</summary>
    public bool IsEventful { get; set; }

    public RelayEvents PendingOfSession { get; set; }

    public ReadOnlySpan<RelayLine?> Lines => _lines;

    public long LastMediaAtNs
    {
        get
        {
            long last = 0;
            foreach (RelayLine? line in _lines)
            {
                last = line is { IsOpen: true } ? Math.Max(last, Math.Max(line.A.LastProofAtNs, line.B.LastProofAtNs)) : last;
            }

            return last;
        }
    }

    public int OpenLines
    {
        get
        {
            int count = 0;
            foreach (RelayLine? line in _lines)
            {
                count += line is { IsOpen: true } ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>The lines in use, a bit each.</summary>
    public uint OpenLineBits
    {
        get
        {
            uint bits = 0;
            foreach (RelayLine? line in _lines)
            {
                bits |= line is { IsOpen: true } ? 1u << line.Index : 0;
            }

            return bits;
        }
    }

    public void Begin(RelayKey key, long nowNs)
    {
        Key = key;
        OpenedAtNs = nowNs;
        SpokenOfAtNs = nowNs;
        Epoch = 0;
        LastOrder = 0;
        LastStatus = RelayStatus.Ok;
        SilenceNs = 0;
        PendingOfSession = RelayEvents.None;
        IsEventful = false;
    }

    /// <summary>The line, made when it is spoken of for the first time.</summary>
    public RelayLine Line(int index, Func<RelayPort> port)
    {
        RelayLine line = _lines[index] ??= new(this, index, port);
        line.IsOpen = true;
        return line;
    }

    public RelayLine? Find(int index) => index is >= 0 and < RelayPeer.MostLines && _lines[index] is { IsOpen: true } line ? line : null;

    /// <summary>Gives all ports back; the counters stay until the session begins anew.</summary>
    public void End(long nowNs) => EndLines(uint.MaxValue, nowNs);

    /// <summary>The same for some lines, a bit each.</summary>
    public void EndLines(uint bits, long nowNs)
    {
        foreach (RelayLine? line in _lines)
        {
            if (line is { IsOpen: true } && (bits >> line.Index & 1) != 0)
            {
                line.IsOpen = false;
                line.Clear();
                line.A.Leave(nowNs);
                line.B.Leave(nowNs);
            }
        }
    }
}
