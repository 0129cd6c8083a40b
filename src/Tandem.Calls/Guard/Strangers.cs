using Tandem.Calls.Control;
using Tandem.Calls.Setup;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Guard;

/// <summary>What a stranger's request was that opens no call.</summary>
internal enum StrangerRequest : byte
{
    /// <summary>A CANCEL of no INVITE that we have.</summary>
    Cancel,

    /// <summary>Within a dialog that we don't have, or of a method that belongs in one.</summary>
    Dialog,
    Options,
    Register,
    Other,
}

/// <summary>
/// Requests of sources that the packet gate does not know, INVITEs apart: each gets its answer, or nothing while SS_REPLY_UNAUTHORIZED is off, and leaves nothing behind (RFC 3261 §8.2.7), so that a flood with
/// forged addresses costs no memory. A repeat comes as a new request.
/// <para>
/// Only what belongs to no transaction and no dialog of ours is a stranger's. Within a call a peer may send from any address: who knows our tag, its own and the Call-ID is in the call, and carriers
/// have more addresses than those that the plan dials. Once the call is over such an address is a stranger's again.
/// </para>
/// </summary>
internal sealed class Strangers(CallShard shard)
{
    public bool MayHear(in Flow source) => shard.Plan.Parameters.ReplyUnauthorized || shard.Parts.KnowsSource(source.Remote);

    /// <summary>Whether this was a stranger's, and is over therefore.</summary>
    public bool TurnsAway(ServerTransaction transaction, SipMessage request, int status)
    {
        if (shard.Parts.KnowsSource(transaction.Source.Remote))
        {
            return false;
        }

        shard.Counters.Stranger(KindOf(request));
        if (!shard.Plan.Parameters.ReplyUnauthorized)
        {
            shard.Table.Ignore(transaction);
        }
        else if (status < 300)
        {
            LegMessages.WriteAbilities(shard.Writer, transaction);
            shard.Table.RespondAndForget(transaction, shard.Writer.Written);
        }
        else
        {
            LegMessages.WriteRefusal(shard.Writer, transaction, status);
            shard.Table.RespondAndForget(transaction, shard.Writer.Written);
        }

        return true;
    }

    private static StrangerRequest KindOf(SipMessage request) => request.Method switch
    {
        SipMethod.Cancel => StrangerRequest.Cancel,
        _ when !request.ToTag.IsEmpty || LegMessages.IsWithinDialog(request.Method) => StrangerRequest.Dialog,
        SipMethod.Options => StrangerRequest.Options,
        SipMethod.Register => StrangerRequest.Register,
        _ => StrangerRequest.Other,
    };
}
