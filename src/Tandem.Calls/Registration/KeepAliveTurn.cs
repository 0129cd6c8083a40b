namespace Tandem.Calls.Registration;

/// <summary>What a phone gets at a moment.</summary>
internal enum KeepAliveTurn : byte
{
    Nothing,

    /// <summary>SS_SIP_NAT_KEEP_ALIVE_MESSAGE.</summary>
    Message,

    /// <summary>An OPTIONS.</summary>
    Question,

    /// <summary>An OPTIONS that begins or ends a silence which is measured: who does not answer it is not taken as gone.</summary>
    Probe,
}
