using static Tandem.Sip.Transactions.NonInviteClientEvent;
using static Tandem.Sip.Transactions.NonInviteClientState;
using static Tandem.Sip.Transactions.TransactionEffects;

namespace Tandem.Sip.Transactions;

public enum NonInviteClientState : byte
{
    Trying,
    Proceeding,
    Completed,
    Terminated,
}

public enum NonInviteClientEvent : byte
{
    TimerE,
    TimerF,
    TimerK,
    Provisional,
    Final,
    TransportError,
}

/// <summary>Non-INVITE client transaction: RFC 3261 §17.1.2.2.</summary>
public static class NonInviteClientMachine
{
    public static (NonInviteClientState Next, TransactionEffects Do) Step(
        NonInviteClientState state, NonInviteClientEvent seen) =>
        (state, seen) switch
        {
            (Trying or Proceeding, TimerE) => (state, Resend),
            (Trying or Proceeding, TimerF) => (Terminated, ReportTimeout | Remove),
            (Trying, Provisional) => (Proceeding, SlowRetransmission | PassUp),
            (Proceeding, Provisional) => (Proceeding, PassUp),
            (Trying or Proceeding, Final) => (Completed, StopTimers | PassUp | StartLinger | FreeBuffers),
            (Trying or Proceeding, TransportError) => (Terminated, ReportTransportError | Remove),
            (Completed, TimerK) => (Terminated, Remove),
            _ => (state, None),
        };
}
