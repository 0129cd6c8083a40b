using Tandem.Calls.Live;
using Tandem.Calls.GatewayChecks;
using Tandem.Calls.Registration;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>What the transactions of a shard see is given to those who handle it: to a dialog, to who takes new requests, to the side of a call that asked.</summary>
internal sealed class TransactionEvents(CallShard shard) : ITransactionUser
{
    public void OnRequest(ServerTransaction transaction, SipMessage request)
    {
        if (!request.ToTag.IsEmpty && request.Method != SipMethod.Cancel)
        {
            shard.InDialog.OnRequest(transaction, request);
            return;
        }

        switch (request.Method)
        {
            case SipMethod.Invite:
                shard.Intake.OnInvite(transaction, request);
                break;
            case SipMethod.Options:
                shard.Intake.OnOptions(transaction, request);
                break;
            case SipMethod.Register when shard.Plan.HasPhones:
                shard.Registrar.OnRegister(transaction, request);
                break;
            default:
                shard.Intake.OnOther(transaction, request);
                break;
        }
    }

    public void OnCancel(ServerTransaction invite, SipMessage cancel)
    {
        switch (invite.Owner)
        {
            case Leg leg:
                shard.Outbox.Heard(leg, cancel, invite.Source);
                leg.Call?.OnCallerCancel(cancel);
                break;
            case Relay relay:
                shard.Relays.OnCancel(relay, cancel);
                break;
            default:
                break;
        }
    }

    public void OnAck(SipMessage ack, in Flow flow) => shard.InDialog.OnAck(ack, flow);

    public void OnResponse(ClientTransaction transaction, SipMessage response, in Flow flow)
    {
        if (transaction.Owner is OutwardRegistration registration && response.StatusCode >= 200)
        {
            registration.OnAnswer(response, flow);
        }

        if (transaction.Owner is AddressCheck check && response.StatusCode >= 200)
        {
            check.OnAnswer(response.StatusCode);
        }

        if (transaction.Owner is not Leg leg)
        {
            return;
        }

        shard.Outbox.Heard(leg, response, flow);
        if (leg.Phone is { } phone)
        {
            shard.Nat.Answered(phone, leg, transaction, response, flow);
        }

        if (response.StatusCode >= 200)
        {
            OnFinal(leg, transaction, response.StatusCode);
        }

        if (transaction.IsInvite && transaction.Context is null)
        {
            leg.Call?.Branches.OnResponse(leg, response);
        }

        if (shard.MediaGate.Holds(leg, transaction, response))
        {
            return;
        }

        if (transaction.IsInvite && transaction.Context is null)
        {
            shard.CalleeSide.OnResponse(leg, response);
        }
        else
        {
            shard.InDialog.OnResponse(leg, transaction, response);
        }
    }

    public void OnFailed(ClientTransaction transaction, bool timedOut)
    {
        if (transaction.Owner is OutwardRegistration registration)
        {
            registration.OnFailed();
        }

        if (transaction.Owner is AddressCheck check)
        {
            check.OnFailed();
        }

        if (transaction.Owner is not Leg leg)
        {
            return;
        }

        leg.Asked.Remove(transaction);
        if (transaction.IsInvite && transaction.Context is null)
        {
            shard.CalleeSide.OnFailed(leg, timedOut);
        }
        else
        {
            shard.InDialog.OnFailed(leg, transaction, timedOut);
        }
    }

    public void OnAnswerLost(ServerTransaction transaction, AnswerFault fault)
    {
        switch (transaction.Owner)
        {
            case Leg leg when fault == AnswerFault.NoAckToSuccess:
                shard.CallerSide.OnNoAck(leg);
                break;
            case Leg leg when fault == AnswerFault.NoPrack:
                CallerSide.OnNoPrack(leg);
                break;
            case Relay relay when fault == AnswerFault.NoAckToSuccess:
                shard.Relays.OnNoAck(relay);
                break;
            default:
                break; // a failure whose ACK is missing is over; an answer that went nowhere is noticed by its ACK
        }
    }

    public void OnStray(SipMessage response, in Flow flow) => shard.Strays.Heard(response, flow, StrayReason.UnmatchedResponse);

    public void OnStraySuccess(SipMessage response, in Flow flow) => shard.CalleeSide.OnStraySuccess(response, flow);

    private static void OnFinal(Leg leg, ClientTransaction transaction, int status)
    {
        bool mayForkStill = transaction.IsInvite && transaction.Context is null && status < 300;
        if (!mayForkStill)
        {
            leg.Asked.Remove(transaction);
        }

        if (status is not (401 or 407))
        {
            leg.Login.Settle();
        }
    }
}
