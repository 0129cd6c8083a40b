using System.Runtime.InteropServices;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat;

/// <summary>
/// One message of an endpoint, as far as NAT and SIP ALGs leave traces in it: what the agent wrote about itself, and where the packet came from. Plain values of fixed size.
/// </summary>
[StructLayout(LayoutKind.Auto)] // each endpoint has one or more for as long as it is known
public readonly record struct NatSighting
{
    public SipMethod Method { get; init; }

    /// <summary>An answer of one that was called. Its Via is ours and says nothing here.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>It came on a stream, whose source port is never the one that the agent listens on.</summary>
    public bool IsStream { get; init; }

    /// <summary>Where the packet came from.</summary>
    public NetAddress Source { get; init; }

    /// <summary>Sent-by of the top Via; 5060 when it says no port.</summary>
    public WrittenAddress Via { get; init; }

    /// <summary>The top Via asks for the port of the packet (RFC 3581).</summary>
    public bool HasRPort { get; init; }

    /// <summary>The value of rport in a request that nobody but the way can have filled in; 0 none.</summary>
    public int RPortValue { get; init; }

    /// <summary><c>received</c> in a request, which only a hop writes.</summary>
    public WrittenAddress Received { get; init; }

    /// <summary>Another SIP element has had it in hand: several Via values, Record-Route, or Path.</summary>
    public bool HasHops { get; init; }

    /// <summary>The first Contact's host and port; 5060 when it says no port.</summary>
    public WrittenAddress Contact { get; init; }

    /// <summary><c>o=</c> of the description; no port.</summary>
    public WrittenAddress Origin { get; init; }

    /// <summary>Where the description wants sound: the first <c>c=</c> that counts, and the port of the first <c>m=</c> line.</summary>
    public WrittenAddress Media { get; init; }

    /// <summary>The description has ICE candidates, and so addresses that a STUN server told.</summary>
    public bool HasCandidates { get; init; }

    /// <summary>The host behind '@' in Call-ID: agents put their own address there, and nobody rewrites it.</summary>
    public WrittenAddress CallIdHost { get; init; }

    /// <summary>Content-Length, −1 when absent.</summary>
    public int ContentLength { get; init; }

    /// <summary>Bytes of the body that came; line ends beyond Content-Length are not counted.</summary>
    public int BodyLength { get; init; }

    /// <summary>The first registration of an agent that has just started: CSeq 1, no credentials. It can't have learned from an answer of ours.</summary>
    public bool IsFresh { get; init; }

    /// <summary>Content-Length and the body that came don't agree.</summary>
    public bool HasWrongLength => ContentLength >= 0 && ContentLength != BodyLength;

    /// <summary>Stands for all that does not change with every call: another number, another message.</summary>
    public ulong Fingerprint
    {
        get
        {
            ulong sum = ((ulong)Method << 8) | (IsStream ? 1UL : 0) | (HasRPort ? 2UL : 0) | (HasHops ? 4UL : 0) | (HasCandidates ? 8UL : 0) | (HasWrongLength ? 16UL : 0) | (IsFresh ? 32UL : 0) | (IsAnswer ? 64UL : 0);
            sum = Mix(sum, Source, withPort: !IsStream);
            sum = Mix(sum, Via.Address, withPort: !IsStream);
            sum = Mix(sum, Contact.Address, withPort: !IsStream);
            sum = Mix(sum, Received.Address, withPort: true);
            sum = Mix(sum, Origin.Address, withPort: false);
            sum = Mix(sum, Media.Address, withPort: false);
            sum = Mix(sum, CallIdHost.Address, withPort: false);
            return Spread(sum ^ (uint)(IsStream ? 0 : RPortValue));
        }
    }

    private static ulong Mix(ulong sum, in NetAddress address, bool withPort) =>
        Spread(Spread(sum ^ (ulong)(address.Ip >> 64)) ^ (ulong)address.Ip) + (withPort ? address.Port : 0UL);

    private static ulong Spread(ulong value)
    {
        value *= 0x9E37_79B9_7F4A_7C15;
        return value ^ (value >> 29);
    }
}
