namespace Tandem.Calls.Control;

/// <summary>A provisional answer to the caller that is repeated until its PRACK: RFC 3262 §3. One at a time.</summary>
internal struct ReliableAnswer
{
    public bool IsPending;
    public bool HasSdp;
    public uint RSeq;

    /// <summary>CSeq number of the INVITE that it answered.</summary>
    public uint CSeq;

    /// <summary>The 200 went out before its PRACK came, which may still come (RFC 3262 §3).</summary>
    public bool IsOvertaken;

    /// <summary>The callee's fork that this tells of; −1 none.</summary>
    public int Fork;

    /// <summary>The RSeq of the callee's answer when that was reliable too: its PRACK is ours to send when the caller's has come. Else 0.</summary>
    public uint ForkRSeq;
}
