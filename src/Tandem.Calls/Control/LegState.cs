namespace Tandem.Calls.Control;

internal enum LegState : byte
{
    /// <summary>In the pool.</summary>
    Free,

    /// <summary>The INVITE has no final answer.</summary>
    Open,

    /// <summary>Answered with 2xx.</summary>
    Up,

    /// <summary>Our BYE is out, or waits for the caller's ACK.</summary>
    Closing,
}
