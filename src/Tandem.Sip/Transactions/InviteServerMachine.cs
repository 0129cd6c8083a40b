using static Tandem.Sip.Transactions.InviteServerEvent;
using static Tandem.Sip.Transactions.InviteServerState;
using static Tandem.Sip.Transactions.TransactionEffects;

namespace Tandem.Sip.Transactions;

public enum InviteServerState : byte
{
    Proceeding,
    Completed,
    Confirmed,
    Accepted,
    Terminated,
}

public enum InviteServerEvent : byte
{
    Invite,
    Ack,
    SendProvisional,
    SendSuccess,
    SendFailure,
    TimerG,
    TimerH,
    TimerI,
    TimerL,
    TransportError,
}

/// <summary>
/// INVITE server transaction: RFC 3261 §17.2.1, with the Accepted state of RFC 6026 §7.1 (the core repeats the 2xx). A
/// transport error ends nothing (RFC 6026 §7.1); where an ACK is awaited, timer H or the core's own wait reports it.
/// </summary>
public static class InviteServerMachine
{
    public static (InviteServerState Next, TransactionEffects Do) Step(InviteServerState state, InviteServerEvent seen) =>
        (state, seen) switch
        {
            (Proceeding, Invite) => (Proceeding, Resend),
            (Proceeding, SendProvisional) => (Proceeding, SendResponse),
            (Proceeding, SendSuccess) => (Accepted, SendResponse | StartLinger),
            (Proceeding, SendFailure) => (Completed, SendResponse | StartResponseTimers),
            (Proceeding, TransportError) => (Proceeding, ReportTransportError),
            (Completed, Invite) => (Completed, Resend),
            (Completed, TimerG) => (Completed, Resend),
            (Completed, Ack) => (Confirmed, StopTimers | StartLinger | FreeBuffers),
            (Completed, TimerH) => (Terminated, ReportTimeout | Remove),
            (Confirmed, TimerI) => (Terminated, Remove),
            (Accepted, SendSuccess) => (Accepted, SendResponse),
            (Accepted, Ack) => (Accepted, PassUp),
            (Accepted, TimerL) => (Terminated, Remove),
            _ => (state, None),
        };
}
