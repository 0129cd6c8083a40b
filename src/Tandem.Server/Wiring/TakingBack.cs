using System.IO.Hashing;
using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Sip.Transport;

namespace Tandem.Server.Wiring;

/// <summary>
/// Gives the calls that a killed run has left to the shards, before the first message, and ends the media of those that nobody goes on with. docs/adr/0009.
/// </summary>
internal sealed class TakingBack(IReadOnlyList<OpenCall> open, SwitchNode node, SipDispatcher dispatcher, MediaWiring media, ILogger log)
{
    // A media node's socket holds a few questions; the rest would be sent again and again.
    private const int AtOnce = 32;

    /// <summary>
    /// How long a run may have been dead: as long as peers repeat a BYE (RFC 3261 §17.1.2.2, 64·T1 = 32 s). Who hung up while nobody listened is heard then.
    /// </summary>
    public static TimeSpan LongestAbsence { get; } = TimeSpan.FromSeconds(30);

    public async Task RunAsync()
    {
        var moved = new Dictionary<ulong, int>();
        int back = 0;
        foreach (OpenCall[] some in open.Chunk(AtOnce))
        {
            bool[] goOn = await Task.WhenAll(some.Select(call => node.GoOnAsync(call, ShardOf(call, moved))));
            back += goOn.Count(static one => one);
        }

        dispatcher.Move(moved);
        if (open.Count > 0)
        {
            log.TakenBack(back, open.Count - back);
        }

        int ended = await media.EndOthersAsync(await node.MediaSessionsAsync());
        if (ended > 0)
        {
            log.MediaLeftEnded(ended);
        }
    }

    /// <summary>Both legs of a call are on one shard: the one that our own Call-ID names. Should the caller's lead to another one now, it is led there.</summary>
    private int ShardOf(OpenCall call, Dictionary<ulong, int> moved)
    {
        byte[] callers = Encoding.UTF8.GetBytes(call.Record.CallId);
        int shard = dispatcher.ShardOf(Encoding.UTF8.GetBytes(call.Record.CallIds.LastOrDefault("")));
        if (dispatcher.ShardOf(callers) != shard)
        {
            moved[XxHash3.HashToUInt64(callers)] = shard;
        }

        return shard;
    }
}
