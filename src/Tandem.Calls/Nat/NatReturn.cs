using Tandem.Calls.Registration;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat;

/// <summary>Our own Via in an answer, held against what we wrote (RFC 3261 §8.2.6.2: it comes back as it went). received and rport are the other side's to add.</summary>
internal static class NatReturn
{
    private const int DefaultPort = 5060;

    /// <summary>Null: its sent-by is ours.</summary>
    public static NatReturnedVia? Altered(SipMessage response, in NetAddress sentBy)
    {
        ViaView via = response.TopVia;
        WrittenAddress came = WrittenAddress.Read(via.Host, via.Port == 0 ? DefaultPort : via.Port);
        return came.IsAddress && came.Address == sentBy ? null : new(WrittenAddress.Of(sentBy), came, false, 1);
    }

    /// <summary>Of a keep-alive also the branch is known; any other request whose branch does not come back is not even known as ours.</summary>
    public static NatReturnedVia? AlteredKeepAlive(SipMessage response, in NatPhone sent)
    {
        NatReturnedVia? altered = Altered(response, sent.Way.Local);
        return KeepAliveOptions.HasOwnBranch(response, sent.Key) ? altered
            : new(WrittenAddress.Of(sent.Way.Local), altered?.Came ?? WrittenAddress.Of(sent.Way.Local), true, 1);
    }
}
