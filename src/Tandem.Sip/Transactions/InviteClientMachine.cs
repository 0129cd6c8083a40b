using static Tandem.Sip.Transactions.InviteClientEvent;
using static Tandem.Sip.Transactions.InviteClientState;
using static Tandem.Sip.Transactions.TransactionEffects;

namespace Tandem.Sip.Transactions;

public enum InviteClientState : byte
{
    Calling,
    Proceeding,
    Completed,
    Accepted,
    Terminated,
}

public enum InviteClientEvent : byte
{
    TimerA,
    TimerB,
    TimerD,
    TimerM,
    Provisional,
    Success,
    Failure,
    TransportError,
}

/// <summary>
/// INVITE client transaction: RFC 3261 §17.1.1.2, with the Accepted state of RFC 6026 §7.2. Timer B runs again in Proceeding
/// only when the INVITE has been cancelled (RFC 3261 §9.1). A lost ACK to a failure is no TransportError: the failure comes
/// again, and so does its ACK.
/// </summary>
public static class InviteClientMachine
{
    public static (InviteClientState Next, TransactionEffects Do) Step(InviteClientState state, InviteClientEvent seen) =>
        (state, seen) switch
        {
            (Calling, TimerA) => (Calling, Resend),
            (Calling or Proceeding, TimerB) => (Terminated, ReportTimeout | Remove),
            (Calling, Provisional) => (Proceeding, StopTimers | PassUp),
            (Proceeding, Provisional) => (Proceeding, PassUp),
            (Calling or Proceeding, Success) => (Accepted, StopTimers | PassUp | StartLinger | FreeBuffers),
            (Calling or Proceeding, Failure) => (Completed, StopTimers | SendAck | PassUp | StartLinger),
            (Accepted, Success) => (Accepted, PassUp),
            (Accepted, TimerM) => (Terminated, Remove),
            (Completed, Failure) => (Completed, SendAck),
            (Completed, TimerD) => (Terminated, Remove),
            (Calling, TransportError) => (Terminated, ReportTransportError | Remove),
            _ => (state, None),
        };
}
