using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Sip.Dialogs;

/// <summary>The one Via of a request of ours: transport, the address to answer to, our branch, and rport (RFC 3581 §3).</summary>
internal readonly record struct OwnVia(TransportKind Transport, NetAddress SentBy, int Index, ulong Nonce)
{
    private const int LongestHost = 64;

    public void Write(SipWriter writer)
    {
        Span<byte> host = stackalloc byte[LongestHost];
        SentBy.TryFormatHost(host, out int length);
        writer.Begin(HeaderId.Via).Raw("SIP/2.0/"u8).Raw(NameOf(Transport)).Raw(" "u8)
            .Raw(host[..length]).Raw(":"u8).Raw(SentBy.Port).Raw(";branch="u8);
        Branch.Write(writer, Index, Nonce);
        writer.Raw(";rport"u8).End();
    }

    private static ReadOnlySpan<byte> NameOf(TransportKind transport) => transport switch
    {
        TransportKind.Udp => "UDP"u8,
        TransportKind.Tcp => "TCP"u8,
        TransportKind.Tls => "TLS"u8,
        TransportKind.Ws => "WS"u8,
        _ => "WSS"u8,
    };
}
