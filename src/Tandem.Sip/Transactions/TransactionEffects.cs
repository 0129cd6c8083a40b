namespace Tandem.Sip.Transactions;

/// <summary>What a transaction machine asks to be done. The machines decide, <see cref="TransactionTable"/> acts.</summary>
[Flags]
public enum TransactionEffects
{
    None = 0,
    Resend = 1 << 0,
    PassUp = 1 << 1,
    SendAck = 1 << 2,
    ReportTimeout = 1 << 3,
    ReportTransportError = 1 << 4,
    Remove = 1 << 5,

    /// <summary>Retransmission (A, E, G) and time-out (B, F, H) stop.</summary>
    StopTimers = 1 << 6,

    /// <summary>The wait of the last state begins: D, I, J, K, L or M.</summary>
    StartLinger = 1 << 7,

    /// <summary>Timers G and H begin: a final failure is sent until its ACK.</summary>
    StartResponseTimers = 1 << 8,

    /// <summary>Timer E goes on at T2 pace from now.</summary>
    SlowRetransmission = 1 << 9,
    SendResponse = 1 << 10,

    /// <summary>Nothing will be sent again: the kept bytes may go.</summary>
    FreeBuffers = 1 << 11,
}
