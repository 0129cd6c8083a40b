using Tandem.Billing.Cdrs;
using Tandem.Calls.Setup;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Calls.Control;

/// <summary>BYE: ours and theirs. A leg stays until its BYE is answered, so that one that crosses ours gets its 200 too.</summary>
internal sealed class Goodbye(CallShard shard)
{
    /// <summary>Marks the client transaction of a BYE.</summary>
    public static readonly object Mark = new();

    /// <summary>
    /// Ends a leg that is up. Towards a caller whose ACK is owed the BYE waits for it (RFC 3261 §15). <paramref name="from"/>: the other side's BYE, whose words pass.
    /// </summary>
    public void Send(Leg leg, in CallEnd end, SipMessage? from)
    {
        if (leg.Invite is not null)
        {
            shard.Relays.EndAll(leg);
            leg.ByeCause = end.Q850Cause;
            leg.ByeWaits = true;
            leg.State = LegState.Closing;
            return;
        }

        SendNow(leg, end.Q850Cause, from);
    }

    /// <summary>The ACK that a BYE waited for has come, or will not.</summary>
    public void SendWaiting(Leg leg)
    {
        if (leg.ByeWaits)
        {
            SendNow(leg, leg.ByeCause);
        }
    }

    public void SendNow(Leg leg, int q850Cause, SipMessage? from = null)
    {
        shard.Relays.EndAll(leg);
        shard.Wheel.Cancel(leg.RefreshTimer);
        shard.Wheel.Cancel(leg.DeadTimer);
        leg.ByeCause = q850Cause;
        leg.ByeWaits = false;
        leg.State = LegState.Closing;
        if (leg.Dialog is not { } dialog)
        {
            shard.Legs.Return(leg);
            return;
        }

        ClientTransaction transaction = shard.Table.Begin(SipMethod.Bye, leg.Flow, leg, Mark);
        SipWriter writer = LegMessages.BeginRequest(shard, leg, dialog, transaction);
        SipMessage? bye = from is { Method: SipMethod.Bye } ? from : null;
        Reasons.Write(writer, bye, q850Cause);
        if (bye is not null)
        {
            PassingHeaders.CopyOfBye(writer, bye);
        }

        leg.Login.Write(writer, SipMethod.Bye, dialog.RemoteTarget);
        writer.NoBody();
        shard.Outbox.Start(leg, transaction);
    }

    /// <summary>Our BYE has its answer.</summary>
    public void OnResponse(Leg leg, SipMessage response)
    {
        if (response.StatusCode < 200)
        {
            return;
        }

        if (response.StatusCode is 401 or 407 && leg.Egress is { } egress && leg.Login.TryTake(response, egress, shard))
        {
            SendNow(leg, leg.ByeCause);
            return;
        }

        shard.Legs.Return(leg);
    }

    /// <summary>The peer's BYE.</summary>
    public void OnBye(Leg leg, Dialog dialog, ServerTransaction transaction, SipMessage bye)
    {
        int cause = Reasons.CauseOf(bye);
        shard.Outbox.RespondBare(leg, transaction, 200);
        if (leg.State == LegState.Closing)
        {
            // It crossed ours, whose answer ends the leg; a BYE of ours that still waits has become needless.
            if (leg.ByeWaits)
            {
                shard.Legs.Return(leg);
            }

            return;
        }

        if (leg.State == LegState.Open && !leg.IsCaller)
        {
            return; // RFC 3261 §15: a callee ends an early dialog by its final answer
        }

        bool early = leg.State == LegState.Open;
        if (early && (dialog != leg.Dialog || leg.EarlyDialogs.Count > 0))
        {
            return; // the caller leaves one fork of several
        }

        shard.Relays.EndAll(leg);
        leg.Call?.OnBye(leg, bye, cause);
        if (!early)
        {
            shard.Legs.Return(leg);
        }
    }
}
