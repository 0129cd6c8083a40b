namespace Tandem.Sip.Transactions;

/// <summary>Where answers to a trunk's requests go on datagrams: the values of <c>sipResponseAddressMethod</c>.</summary>
public enum ResponseAddress : byte
{
    /// <summary>To the packet's source.</summary>
    PacketSource = 0,

    /// <summary>To the source's address, and the port that the Via names.</summary>
    SourceAndViaPort = 1,

    /// <summary>
    /// To the address and port that the Via names. Of a name the owner finds the address
    /// (<see cref="ResponseStart.TryName"/>); until then, and when there is none, as
    /// <see cref="SourceAndViaPort"/>.
    /// </summary>
    ViaAddress = 2,
}
