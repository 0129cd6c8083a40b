using static Tandem.Sip.Transactions.NonInviteServerEvent;
using static Tandem.Sip.Transactions.NonInviteServerState;
using static Tandem.Sip.Transactions.TransactionEffects;

namespace Tandem.Sip.Transactions;

public enum NonInviteServerState : byte
{
    Trying,
    Proceeding,
    Completed,
    Terminated,
}

public enum NonInviteServerEvent : byte
{
    Request,
    SendProvisional,
    SendFinal,
    TimerJ,
    TransportError,
}

/// <summary>Non-INVITE server transaction: RFC 3261 §17.2.2.</summary>
public static class NonInviteServerMachine
{
    public static (NonInviteServerState Next, TransactionEffects Do) Step(
        NonInviteServerState state, NonInviteServerEvent seen) =>
        (state, seen) switch
        {
            (Trying, SendProvisional) => (Proceeding, SendResponse),
            (Proceeding, SendProvisional) => (Proceeding, SendResponse),
            (Proceeding, Request) => (Proceeding, Resend),
            (Trying or Proceeding, SendFinal) => (Completed, SendResponse | StartLinger),
            (Trying or Proceeding, TransportError) => (Terminated, ReportTransportError | Remove),
            (Completed, Request) => (Completed, Resend),
            (Completed, TransportError) => (Terminated, Remove),
            (Completed, TimerJ) => (Terminated, Remove),
            _ => (state, None),
        };
}
