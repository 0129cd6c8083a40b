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
        writer.Begin(HeaderId.Via);
        WriteSentBy(writer, Transport, SentBy);
        writer.Raw(";branch="u8);
        Branch.Write(writer, Index, Nonce);
        writer.Raw(";rport"u8).End();
    }

    /// <summary>
    /// Writes a request that was written by <see cref="Write"/> once more, with transport and sent-by of the way that it will
    /// go (RFC 3261 §18.1.1); the branch stays. A message without such a Via stays as it is.
    /// </summary>
    public static void Restamp(SipWriter writer, ReadOnlySpan<byte> request, in Flow way)
    {
        writer.Clear();
        int at = request.IndexOf("\r\nVia: SIP/2.0/"u8);
        int start = at + "\r\nVia: "u8.Length;
        int length = at < 0 ? -1 : request[start..].IndexOf(";branch="u8);
        if (length < 0)
        {
            writer.Whole(request);
            return;
        }

        writer.Whole(request[..start]);
        WriteSentBy(writer, way.Transport, way.Local);
        writer.Whole(request[(start + length)..]);
    }

    private static void WriteSentBy(SipWriter writer, TransportKind transport, NetAddress sentBy)
    {
        Span<byte> host = stackalloc byte[LongestHost];
        sentBy.TryFormatHost(host, out int length);
        writer.Raw("SIP/2.0/"u8).Raw(NameOf(transport)).Raw(" "u8).Raw(host[..length]).Raw(":"u8).Raw(sentBy.Port);
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
