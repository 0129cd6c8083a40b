using Tandem.Billing.Cdrs;
using Tandem.Calls.Setup;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Calls.Control;

/// <summary>
/// Keeps the session of a leg alive, or notices that it is not: RFC 4028. Each leg by itself: UPDATE where the peer takes it, else a re-INVITE that repeats the description the peer
/// has, which changes nothing.
/// </summary>
internal sealed class SessionRefresh(CallShard shard)
{
    /// <summary>Marks the client transaction of a refresh.</summary>
    public static readonly object Mark = new();

    private const int BusyMs = 1000;

    /// <summary>A session has begun or was refreshed: its times begin again.</summary>
    public void Start(Leg leg)
    {
        if (!leg.Session.IsOn || leg.Call is not { } call)
        {
            shard.Wheel.Cancel(leg.RefreshTimer);
            shard.Wheel.Cancel(leg.DeadTimer);
            return;
        }

        shard.Wheel.Set(leg.DeadTimer, shard.NowMs + leg.Session.DeadAfterMs(call.Parameters.SessionTimeoutEarlyHangup));
        if (leg.Session.WeRefresh)
        {
            shard.Wheel.Set(leg.RefreshTimer, shard.NowMs + leg.Session.RefreshAfterMs(call.Parameters.SessionUpdateSegment));
        }
        else
        {
            shard.Wheel.Cancel(leg.RefreshTimer);
        }
    }

    public void Refresh(Leg leg)
    {
        if (leg.State != LegState.Up || leg.Call is null || leg.Dialog is not { } dialog)
        {
            return;
        }

        if (leg.Invite is not null || (dialog.Pending & Relays.Exclusive) != DialogPending.None)
        {
            shard.Wheel.Set(leg.RefreshTimer, shard.NowMs + BusyMs);
            return;
        }

        if (!leg.AllowsUpdate && leg.Sdp.IsEmpty)
        {
            return; // nothing to repeat: the session runs out
        }

        SipMethod method = leg.AllowsUpdate ? SipMethod.Update : SipMethod.Invite;
        ClientTransaction transaction = shard.Table.Begin(method, leg.Flow, leg, Mark);
        dialog.Pending |= method == SipMethod.Update ? DialogPending.OurUpdate : DialogPending.OurInvite | DialogPending.OurOffer;
        SipWriter writer = LegMessages.BeginRequest(shard, leg, dialog, transaction);
        LegMessages.WriteContact(writer, leg.Flow);
        LegMessages.WriteSupported(writer, timer: true, reliable: false);
        leg.Session.WriteRequest(writer, leg.MinSE);
        leg.Login.Write(writer, method, dialog.RemoteTarget);
        if (method == SipMethod.Update)
        {
            writer.NoBody();
        }
        else
        {
            writer.Header(HeaderId.Allow, LegMessages.Allow).Body("application/sdp"u8, leg.Sdp.Span);
        }

        shard.Outbox.Start(leg, transaction);
    }

    /// <summary>The answer to a refresh of ours.</summary>
    public void OnResponse(Leg leg, ClientTransaction transaction, SipMessage response)
    {
        int status = response.StatusCode;
        if (status < 200 || leg.Dialog is not { } dialog)
        {
            return;
        }

        Done(dialog, transaction);
        if (status < 300)
        {
            dialog.RefreshTarget(response);
            shard.Ways.Find(leg);
            if (transaction.IsInvite)
            {
                shard.CalleeSide.Acknowledge(leg, null);
                shard.Table.Disown(transaction);
            }

            leg.Session = SessionTimer.FromAnswer(response);
            leg.IntervalTries = 0;
            Start(leg);
            leg.Call?.Changed();
            return;
        }

        if (InDialogRules.EndsDialog(status))
        {
            leg.Call?.EndWithout(leg, EndReason.SessionTimeout);
            return;
        }

        Retry(leg, response);
    }

    public static void OnFailed(Leg leg, ClientTransaction transaction)
    {
        if (leg.Dialog is { } dialog)
        {
            Done(dialog, transaction);
        }

        leg.Call?.EndWithout(leg, EndReason.SessionTimeout);
    }

    /// <summary>Nobody refreshed in time.</summary>
    public static void OnDead(Leg leg) => leg.Call?.EndWithout(leg, EndReason.SessionTimeout);

    private void Retry(Leg leg, SipMessage response)
    {
        switch (response.StatusCode)
        {
            case 401 or 407 when leg.Egress is { } egress && leg.Login.TryTake(response, egress, shard):
                Refresh(leg);
                break;
            case 422 when leg.IntervalTries++ < CalleeSide.MostIntervalTries:
                leg.MinSE = SessionTimer.SmallestOf(response);
                leg.Session = leg.Session with { Interval = Math.Max(leg.Session.Interval, leg.MinSE) };
                Refresh(leg);
                break;
            case 491:
                shard.Wheel.Set(leg.RefreshTimer, shard.NowMs + InDialogRules.GlareDelayMs(leg.Dialog?.IsOurs ?? false, shard.Random));
                break;
            case 405 or 501 when leg.AllowsUpdate:
                leg.AllowsUpdate = false;
                Refresh(leg);
                break;
            default:
                if (!leg.Session.IsOn)
                {
                    break; // it was only asked whether it is there, and it is
                }

                // The peer may take it later; if not, the session runs out.
                shard.Wheel.Set(leg.RefreshTimer, shard.NowMs + (leg.Session.Interval * 125L));
                break;
        }
    }

    private static void Done(Dialog dialog, ClientTransaction transaction) =>
        dialog.Done(transaction.IsInvite ? DialogPending.OurInvite | DialogPending.OurOffer : DialogPending.OurUpdate);
}
