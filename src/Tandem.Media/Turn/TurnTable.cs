using System.Runtime.InteropServices;
using Tandem.Wire.Interop;

namespace Tandem.Media.Turn;

/// <summary>All allocations, by client and by place, and how many each user and each source has.</summary>
internal sealed class TurnTable(EventPoll poll) : IDisposable
{
    private readonly Dictionary<TurnClient, TurnAllocation> _byClient = [];
    private readonly Dictionary<UInt128, int> _ofUser = [];
    private readonly Dictionary<UInt128, int> _ofSource = [];
    private readonly List<TurnAllocation?> _slots = [];
    private readonly Stack<int> _free = new();
    private int _count;

    /// <summary>Any thread.</summary>
    public int Count => Volatile.Read(ref _count);

    public TurnAllocation? Find(in TurnClient client) => _byClient.GetValueOrDefault(client);

    public TurnAllocation? At(int slot) => slot < _slots.Count ? _slots[slot] : null;

    public int OfUser(UInt128 user) => _ofUser.GetValueOrDefault(user);

    public int OfSource(UInt128 source) => _ofSource.GetValueOrDefault(source);

    /// <summary>From now on its packets are heard; false when the kernel refuses.</summary>
    public bool TryAdd(TurnAllocation allocation, Func<int, uint> tokenOf)
    {
        int slot = _free.Count > 0 ? _free.Pop() : _slots.Count;
        if (!poll.TryAdd(allocation.Socket.Descriptor, tokenOf(slot)))
        {
            _free.Push(slot);
            if (slot == _slots.Count)
            {
                _slots.Add(null);
            }

            return false;
        }

        if (slot == _slots.Count)
        {
            _slots.Add(allocation);
        }

        _slots[slot] = allocation;
        allocation.Slot = slot;
        _byClient.Add(allocation.Client, allocation);
        CollectionsMarshal.GetValueRefOrAddDefault(_ofUser, allocation.User, out _)++;
        CollectionsMarshal.GetValueRefOrAddDefault(_ofSource, allocation.Client.Source, out _)++;
        Volatile.Write(ref _count, _byClient.Count);
        return true;
    }

    public void Remove(TurnAllocation allocation)
    {
        if (_byClient.Remove(allocation.Client))
        {
            _slots[allocation.Slot] = null;
            _free.Push(allocation.Slot);
            Lower(_ofUser, allocation.User);
            Lower(_ofSource, allocation.Client.Source);
            poll.TryRemove(allocation.Socket.Descriptor);
            allocation.Dispose();
            Volatile.Write(ref _count, _byClient.Count);
        }
    }

    /// <summary>Those whose time is over.</summary>
    public void Sweep(long nowMs)
    {
        for (int slot = 0; slot < _slots.Count; slot++)
        {
            if (_slots[slot] is { } allocation && allocation.UntilMs <= nowMs)
            {
                Remove(allocation);
            }
        }
    }

    public void Dispose()
    {
        for (int slot = 0; slot < _slots.Count; slot++)
        {
            if (_slots[slot] is { } allocation)
            {
                Remove(allocation);
            }
        }
    }

    private static void Lower(Dictionary<UInt128, int> counts, UInt128 key)
    {
        if (counts.TryGetValue(key, out int count) && count > 1)
        {
            counts[key] = count - 1;
        }
        else
        {
            counts.Remove(key);
        }
    }
}
