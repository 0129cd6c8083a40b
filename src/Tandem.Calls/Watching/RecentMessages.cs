using System.Runtime.InteropServices;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Watching;

/// <summary>
/// The last SIP messages that belong to no call and to no phone, in so many bytes, the oldest go first. Of one source (an IPv4 address, the 64 bits of IPv6 that a subscriber has) only so many are
/// kept, so that whoever sends many pushes out his own. One for all shards and readers: a message is copied with the lock held, and nothing is allocated once the memory has been taken.
/// </summary>
/// <param name="mostBytes">What they take at most, with what is needed to find them; 0: none are kept.</param>
/// <param name="time">When a message passes.</param>
public sealed class RecentMessages(int mostBytes, TimeProvider time) : ILiveMessages
{
    /// <summary>Bytes of a message that are kept.</summary>
    public const int MostOfMessage = 2000;

    /// <summary>Messages of one source that are kept.</summary>
    public const int MostOfSource = 20;

    // A place's bytes, its entry, and its source in the dictionary.
    private const int PlaceBytes = MostOfMessage + 240;
    private const int PlacesOfBlock = 32;
    private const int None = -1;

    private readonly Lock _gate = new();
    private readonly int _places = mostBytes / PlaceBytes;
    private readonly Block?[] _blocks = new Block?[((mostBytes / PlaceBytes) + PlacesOfBlock - 1) / PlacesOfBlock];
    private readonly Dictionary<UInt128, Chain> _sources = [];
    private int _used;
    private int _oldest = None;
    private int _newest = None;
    private long _number;

    public int MostBytes => mostBytes;

    /// <summary>Messages that have come by since the start.</summary>
    public long Seen => Interlocked.Read(ref _number);

    /// <summary>From any thread. <paramref name="detail"/> is kept as it is: give one that is there anyhow.</summary>
    public void Take(in Flow flow, bool sent, StrayReason reason, string detail, ReadOnlySpan<byte> message)
    {
        if (_places == 0)
        {
            return;
        }

        ReadOnlySpan<byte> kept = message[..Math.Min(message.Length, MostOfMessage)];
        UInt128 source = SourceOf(flow.Remote);
        lock (_gate)
        {
            int place = PlaceFor(source);
            ref Entry entry = ref At(place);
            entry.Number = ++_number;
            entry.UtcTicks = time.GetUtcNow().UtcTicks;
            entry.Flow = flow;
            entry.Sent = sent;
            entry.Reason = reason;
            entry.Detail = detail;
            entry.Length = message.Length;
            Span<byte> bytes = BytesOf(place, kept.Length);
            kept.CopyTo(bytes);
            LadderSecrets.BlankAll(bytes);
            if (reason is StrayReason.Malformed or StrayReason.NotSip)
            {
                LadderSecrets.BlankAnywhere(bytes); // where its lines begin and end is not to be relied on
            }

            Append(place, source);
        }
    }

    public IReadOnlyList<RecentMessage> Find(RecentMessageFilter filter, long before, int most)
    {
        // Which they are is one look; each is copied with the lock taken anew, so that no shard waits for the copying of many.
        List<RecentMessage> found = [];
        foreach ((int place, long number) in Choose(filter, before, most))
        {
            if (Copy(place, number) is { } message)
            {
                found.Add(message);
            }
        }

        return found;
    }

    private List<(int Place, long Number)> Choose(RecentMessageFilter filter, long before, int most)
    {
        List<(int, long)> chosen = [];
        lock (_gate)
        {
            for (int place = _newest; place != None && chosen.Count < most; place = At(place).Older)
            {
                ref Entry entry = ref At(place);
                if (filter.Since is { } since && entry.UtcTicks < since.UtcTicks)
                {
                    break;
                }

                if (entry.Number < before && (filter.Reason is null || filter.Reason == entry.Reason)
                    && filter.Source?.Contains(new CallSource(entry.Flow.Remote.Ip, entry.Flow.Remote.Port)) != false)
                {
                    chosen.Add((place, entry.Number));
                }
            }
        }

        return chosen;
    }

    /// <summary>Null: another has its place by now.</summary>
    private RecentMessage? Copy(int place, long number)
    {
        Entry entry;
        byte[] bytes;
        lock (_gate)
        {
            entry = At(place);
            if (entry.Number != number)
            {
                return null;
            }

            bytes = BytesOf(place, Math.Min(entry.Length, MostOfMessage)).ToArray();
        }

        return new(
            number, entry.Sent, new DateTimeOffset(entry.UtcTicks, TimeSpan.Zero), entry.Flow.Transport, entry.Flow.Local.ToString(), entry.Flow.Remote.ToString(), entry.Reason, entry.Detail,
            entry.Length, bytes);
    }

    /// <summary>A place for a message of this source, in no chain: its own oldest, one that is new, or the oldest of all.</summary>
    private int PlaceFor(UInt128 source)
    {
        if (_sources.TryGetValue(source, out Chain chain) && chain.Count >= MostOfSource)
        {
            return Remove(chain.Oldest, source);
        }

        if (_used == _places)
        {
            return Remove(_oldest, SourceOf(At(_oldest).Flow.Remote));
        }

        _blocks[_used / PlacesOfBlock] ??= new();
        return _used++;
    }

    /// <summary>Takes out the oldest of a source.</summary>
    private int Remove(int place, UInt128 source)
    {
        ref Entry entry = ref At(place);
        if (entry.Older == None)
        {
            _oldest = entry.Newer;
        }
        else
        {
            At(entry.Older).Newer = entry.Newer;
        }

        if (entry.Newer == None)
        {
            _newest = entry.Older;
        }
        else
        {
            At(entry.Newer).Older = entry.Older;
        }

        ref Chain chain = ref CollectionsMarshal.GetValueRefOrNullRef(_sources, source);
        chain.Count--;
        chain.Oldest = entry.NewerOfSource;
        if (chain.Count == 0)
        {
            _sources.Remove(source);
        }

        return place;
    }

    private void Append(int place, UInt128 source)
    {
        ref Entry entry = ref At(place);
        entry.Older = _newest;
        entry.Newer = entry.NewerOfSource = None;
        if (_newest == None)
        {
            _oldest = place;
        }
        else
        {
            At(_newest).Newer = place;
        }

        _newest = place;
        ref Chain chain = ref CollectionsMarshal.GetValueRefOrAddDefault(_sources, source, out bool isKnown);
        if (isKnown)
        {
            At(chain.Newest).NewerOfSource = place;
        }
        else
        {
            chain.Oldest = place;
        }

        chain.Newest = place;
        chain.Count++;
    }

    private ref Entry At(int place) => ref _blocks[place / PlacesOfBlock]!.Entries[place % PlacesOfBlock]; // its block has been made when it was first used

    private Span<byte> BytesOf(int place, int length) => _blocks[place / PlacesOfBlock]!.Bytes.AsSpan(place % PlacesOfBlock * MostOfMessage, length);

    private static UInt128 SourceOf(in NetAddress remote) => remote.IsIPv4 ? remote.Ip : remote.Ip & (UInt128.MaxValue << 64);

    /// <summary>The messages of a source.</summary>
    private struct Chain
    {
        public int Oldest;
        public int Newest;
        public int Count;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Entry
    {
        public long Number;
        public long UtcTicks;
        public Flow Flow;
        public string Detail;
        public int Length;
        public bool Sent;
        public StrayReason Reason;
        public int Older;
        public int Newer;
        public int NewerOfSource;
    }

    private sealed class Block
    {
        public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(PlacesOfBlock * MostOfMessage);

        public Entry[] Entries { get; } = new Entry[PlacesOfBlock];
    }
}
