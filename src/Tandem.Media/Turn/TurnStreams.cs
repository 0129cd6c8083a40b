using System.Runtime.InteropServices;
using Tandem.Wire.Interop;

namespace Tandem.Media.Turn;

/// <summary>The TCP connections of clients: so many in all and so many of one source; those that say nothing and have nothing are closed.</summary>
internal sealed class TurnStreams(TurnTable table, EventPoll poll, TurnOptions options, TurnCounts counts) : IDisposable
{
    public const int Most = 4096;
    private const long LongestSilenceMs = 30_000;
    private const int MostAtOnce = 32;
    private readonly List<TurnStream?> _slots = [];
    private readonly Stack<int> _free = new();
    private readonly Dictionary<UInt128, int> _ofSource = [];
    private int _count;

    /// <summary>Any thread.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A stream has a part of a message that its peer did not take yet.</summary>
    public bool HasUnsent { get; private set; }

    public TurnStream? At(int slot) => slot < _slots.Count ? _slots[slot] : null;

    /// <summary>Takes the connections that wait.</summary>
    public void Accept(StreamSocket listener, int mostOfSource, Func<int, uint> tokenOf, long nowMs)
    {
        for (int left = MostAtOnce; left > 0 && listener.TryAccept() is { } socket; left--)
        {
            int slot = _free.Count > 0 ? _free.Pop() : _slots.Count;
            if (slot == _slots.Count)
            {
                _slots.Add(null);
            }

            var stream = new TurnStream(socket, slot, nowMs);
            if (_count >= Most || socket.Descriptor > options.HighestDescriptor || _ofSource.GetValueOrDefault(stream.Client.Source) >= mostOfSource
                || !poll.TryAdd(socket.Descriptor, tokenOf(slot)))
            {
                counts.Add(TurnCount.ConnectionEnded);
                stream.Dispose();
                _free.Push(slot);
                continue;
            }

            _slots[slot] = stream;
            Volatile.Write(ref _count, _count + 1);
            CollectionsMarshal.GetValueRefOrAddDefault(_ofSource, stream.Client.Source, out _)++;
            counts.Add(TurnCount.Connections);
        }
    }

    public bool Send(in TurnClient client, ReadOnlySpan<byte> message)
    {
        TurnStream? stream = At(client.Way - TurnClient.FirstStream);
        bool isSent = stream is not null && stream.Send(message);
        HasUnsent |= stream is { HasUnsent: true };
        return isSent;
    }

    /// <summary>What was kept back goes out, as far as it is taken now.</summary>
    public void SendUnsent()
    {
        HasUnsent = false;
        foreach (TurnStream? stream in _slots)
        {
            HasUnsent |= stream is { HasUnsent: true, IsBroken: false } && !stream.SendUnsent();
        }
    }

    public void Close(TurnStream stream)
    {
        if (table.Find(stream.Client) is { } allocation)
        {
            table.Remove(allocation);
        }

        poll.TryRemove(stream.Socket.Descriptor);
        stream.Dispose();
        _slots[stream.Slot] = null;
        _free.Push(stream.Slot);
        Volatile.Write(ref _count, _count - 1);
        UInt128 source = stream.Client.Source;
        if (--CollectionsMarshal.GetValueRefOrAddDefault(_ofSource, source, out _) <= 0)
        {
            _ofSource.Remove(source);
        }
    }

    public void Sweep(long nowMs)
    {
        for (int slot = 0; slot < _slots.Count; slot++)
        {
            if (_slots[slot] is { } stream && (stream.IsBroken || (nowMs - stream.HeardAtMs > LongestSilenceMs && table.Find(stream.Client) is null)))
            {
                counts.Add(TurnCount.ConnectionEnded, stream.IsBroken ? 0 : 1);
                Close(stream);
            }
        }
    }

    public void Dispose()
    {
        foreach (TurnStream? stream in _slots)
        {
            stream?.Dispose();
        }
    }
}
