using System.Text;
using Tandem.Calls.Control;
using Tandem.Sip.Dialogs;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Recovery;

/// <summary>One leg of a <see cref="KeptCall"/>: its dialog, the way to its peer, what was agreed on session refreshes.</summary>
internal static class KeptLeg
{
    private const int LongestInterval = int.MaxValue / 1000;

    public static void Write(Leg leg, KeptWriter kept)
    {
        kept.Number((int)leg.Flow.Transport).Address(leg.Flow.Local).Address(leg.Flow.Remote).Number(leg.Number).Text(leg.TargetHost).Number(leg.TargetPort)
            .Flag(leg.AllowsUpdate).Number(leg.Session.Interval).Flag(leg.Session.WeRefresh).Number(leg.MinSE).Flag(leg.AckMessage.IsEmpty).Text(leg.Sdp.Span);
        leg.Dialog!.Keep(kept); // the call has looked
    }

    /// <summary>False: it can't be read, its dialog is there already, or nobody listens any more where its peer speaks to.</summary>
    public static bool TryRead(Leg leg, bool isCaller, CallShard shard, ref KeptReader kept)
    {
        var transport = (TransportKind)kept.Number((int)TransportKind.Wss);
        NetAddress local = kept.Address();
        NetAddress remote = kept.Address();
        leg.BeginAgain(isCaller, kept.Number(int.MaxValue), Encoding.ASCII.GetString(kept.Text()), kept.Number(ushort.MaxValue));
        leg.AllowsUpdate = kept.Flag();
        leg.Session = new(kept.Number(LongestInterval), kept.Flag());
        leg.MinSE = kept.Number(LongestInterval);
        leg.AckNonce = kept.Flag() ? shard.Table.NewNonce() | 1 : 0; // an ACK with a description can't be said again
        ReadOnlySpan<byte> description = kept.Text();
        if (!description.IsEmpty)
        {
            leg.Sdp.Set(description, shard.Buffers);
        }

        leg.Dialog = shard.Dialogs.TakeBack(leg, ref kept);
        if (leg.Dialog is null || !shard.Parts.Wire.TryRoute(transport, local, remote, out Flow flow))
        {
            return false;
        }

        leg.Flow = flow;
        if (flow.IsStream && shard.Ways.TryNow(leg, out Flow listening))
        {
            leg.Flow = listening; // the connection has died with the process; the peer's Contact says where it listens
        }

        return true;
    }
}
