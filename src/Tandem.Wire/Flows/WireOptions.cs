using System.Net;
using Tandem.Wire.Tcp;
using Tandem.Wire.Tls;

namespace Tandem.Wire.Flows;

/// <summary>What the wire binds and how; fixed at start.</summary>
public sealed record WireOptions
{
    public required IReadOnlyList<BindPoint> Bind { get; init; }

    /// <summary>
    /// The address shown to others (Via, Contact) behind a 1:1 NAT: it stands in <see cref="Flow.Local"/> of every flow of its
    /// family whose remote is not loopback. Null: the real one.
    /// </summary>
    public IPAddress? Advertise { get; init; }

    /// <summary>
    /// The TOS byte of what we send (SS_QOS_SIGNAL): 0xa0 is CS5. <see cref="WireHub.SetTos"/> changes it later.
    /// </summary>
    public byte Tos { get; init; } = 0xa0;

    /// <summary>Wished size of each UDP socket's kernel buffers; the kernel may give less (net.core.rmem_max).</summary>
    public int SocketBufferBytes { get; init; } = 8 << 20;

    /// <summary>Certificates, where a listener is for TLS.</summary>
    public TlsIdentities? Identities { get; init; }

    public StreamLimits Streams { get; init; } = new();

    /// <summary>Told of each accepted stream that was misused, and of each that was refused to its source; from any thread.</summary>
    public Action<NetAddress>? Misused { get; init; }
}
