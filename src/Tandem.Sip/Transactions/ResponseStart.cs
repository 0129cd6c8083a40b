using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Sip.Transactions;

/// <summary>
/// What every answer begins with: status line, Vias with received and rport, Record-Route where it makes a dialog, From, To
/// with our tag, Call-ID, CSeq (RFC 3261 §8.2.6.2, §12.1.1), Timestamp in a 100 (§8.2.6.1). What a faulty request lacks, its
/// answer lacks.
/// </summary>
public static class ResponseStart
{
    private const int DefaultPort = 5060;
    private const int DefaultTlsPort = 5061;

    /// <summary>
    /// Begins an answer to a transaction, with its <see cref="ServerTransaction.LocalTag"/>. The writer is cleared first.
    /// </summary>
    public static void Write(SipWriter writer, ServerTransaction transaction, int status, ReadOnlySpan<byte> phrase = default)
    {
        SipMessage request = transaction.Request
            ?? throw new InvalidOperationException("The request has its final answer: there is nothing left to answer.");
        Write(writer, request, transaction.Source, status, phrase, transaction.LocalTag);
    }

    /// <summary>Begins an answer to a request that has no transaction. The writer is cleared first.</summary>
    public static void Write(
        SipWriter writer, SipMessage request, in Flow source, int status, ReadOnlySpan<byte> phrase, DialogTag tag)
    {
        writer.Clear();
        writer.StatusLine(status, phrase);
        WriteVias(writer, request, source);
        bool inDialog = !request.ToTag.IsEmpty;
        if (!inDialog && status is > 100 and < 300)
        {
            writer.CopyHeaders(request, HeaderId.RecordRoute);
        }

        writer.CopyHeaders(request, HeaderId.From);
        if (request.Has(HeaderId.To))
        {
            writer.Begin(HeaderId.To).Raw(request.To);
            if (!inDialog && status > 100)
            {
                writer.Raw(";tag="u8);
                tag.Write(writer);
            }

            writer.End();
        }

        writer.CopyHeaders(request, HeaderId.CallId);
        writer.CopyHeaders(request, HeaderId.CSeq);
        if (status == 100)
        {
            writer.CopyHeaders(request, HeaderId.Timestamp);
        }
    }

    /// <summary>
    /// Where an answer goes by itself: on the stream it came by; to a multicast or other maddr; to the packet's source when
    /// rport asks for it (RFC 3581 §4); else to the source address and the Via's port (RFC 3261 §18.2.2).
    /// </summary>
    public static Flow AddressFor(SipMessage request, in Flow source)
    {
        ViaView via = request.TopVia;
        return !source.IsStream && via.HasRPort && !TryReadMaddr(request, out _)
            ? source
            : AddressFor(request, source, ResponseAddress.SourceAndViaPort);
    }

    /// <summary>Where an answer goes by the trunk's method. A stream keeps its connection whatever the method.</summary>
    public static Flow AddressFor(SipMessage request, in Flow source, ResponseAddress method)
    {
        if (source.IsStream || method == ResponseAddress.PacketSource)
        {
            return source;
        }

        ushort port = ViaPort(request, source.Transport);
        if (TryReadMaddr(request, out IPAddress? maddr))
        {
            return source.To(NetAddress.From(maddr, port));
        }

        return method == ResponseAddress.ViaAddress && TryReadAddress(request.TopVia.Host, out IPAddress? host)
            ? source.To(NetAddress.From(host, port))
            : source.To(source.Remote with { Port = port });
    }

    /// <summary>
    /// Whether the top Via names a host that <see cref="ResponseAddress.ViaAddress"/> must look up: a datagram's, without a
    /// maddr that is an address. Port 0: the Via has none (RFC 3263 §5).
    /// </summary>
    public static bool TryName(SipMessage request, in Flow source, out ReadOnlySpan<byte> host, out int port)
    {
        ViaView via = request.TopVia;
        host = via.Host;
        port = via.Port;
        return !source.IsStream && !host.IsEmpty && !TryReadMaddr(request, out _) && !TryReadAddress(host, out _);
    }

    /// <summary>
    /// Where the answer goes when the stream it should use is gone: a new one to the source address and the Via's port (RFC
    /// 3261 §18.2.2).
    /// </summary>
    public static Flow SecondWay(SipMessage request, in Flow source) =>
        source.IsStream ? source.To(source.Remote with { Port = ViaPort(request, source.Transport) }) : default;

    private static ushort ViaPort(SipMessage request, TransportKind transport)
    {
        int port = request.TopVia.Port;
        bool secure = transport is TransportKind.Tls or TransportKind.Wss;
        return (ushort)(port is > 0 and <= ushort.MaxValue ? port : secure ? DefaultTlsPort : DefaultPort);
    }

    /// <summary>maddr of the top Via, when it is an address that one host can have: we belong to no multicast group.</summary>
    private static bool TryReadMaddr(SipMessage request, [NotNullWhen(true)] out IPAddress? maddr) =>
        TryReadAddress(request.TopVia.Maddr, out maddr) && !IsMulticast(maddr);

    private static bool IsMulticast(IPAddress address) =>
        address.IsIPv6Multicast
        || (address.AddressFamily == AddressFamily.InterNetwork && NetAddress.From(address, 0) is { } value
            && ((uint)value.Ip >> 28) >= 14);

    private static bool TryReadAddress(ReadOnlySpan<byte> host, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        ReadOnlySpan<byte> bare = host.Length > 2 && host[0] == '[' && host[^1] == ']' ? host[1..^1] : host;
        return !bare.IsEmpty && (char.IsAsciiHexDigit((char)bare[0]) || bare[0] == ':') && IPAddress.TryParse(bare, out address);
    }

    private static void WriteVias(SipWriter writer, SipMessage request, in Flow source)
    {
        bool first = true;
        foreach (ReadOnlySpan<byte> via in request.Values(HeaderId.Via))
        {
            if (!first)
            {
                writer.Header(HeaderId.Via, via);
                continue;
            }

            first = false;
            writer.Begin(HeaderId.Via);
            WriteTopVia(writer, via, request.TopVia, source);
            writer.End();
        }
    }

    private static void WriteTopVia(SipWriter writer, ReadOnlySpan<byte> via, ViaView view, in Flow source)
    {
        Span<byte> host = stackalloc byte[64];
        source.Remote.TryFormatHost(host, out int length);
        ReadOnlySpan<byte> address = host[..length];
        int rport = view.HasRPort ? FindEmptyRPort(via) : -1;
        if (rport < 0)
        {
            writer.Raw(via);
        }
        else
        {
            writer.Raw(via[..rport]).Raw("="u8).Raw(source.Remote.Port).Raw(via[rport..]);
        }

        if (view.Received.IsEmpty && (view.HasRPort || !address.SequenceEqual(view.Host)))
        {
            // RFC 5118 §4.5: received carries the bare address, without brackets.
            writer.Raw(";received="u8).Raw(address.Length > 2 && address[0] == '[' ? address[1..^1] : address);
        }
    }

    /// <summary>The place behind <c>;rport</c> where its value belongs, or −1.</summary>
    private static int FindEmptyRPort(ReadOnlySpan<byte> via)
    {
        for (int from = 0; ;)
        {
            int at = via[from..].IndexOf((byte)';');
            if (at < 0)
            {
                return -1;
            }

            from += at + 1;
            ReadOnlySpan<byte> rest = via[from..].TrimStart(" \t"u8);
            int skipped = via.Length - from - rest.Length;
            if (rest.Length >= 5 && System.Text.Ascii.EqualsIgnoreCase(rest[..5], "rport"u8)
                && (rest.Length == 5 || rest[5] is (byte)';' or (byte)' ' or (byte)'\t'))
            {
                return from + skipped + 5;
            }
        }
    }
}
