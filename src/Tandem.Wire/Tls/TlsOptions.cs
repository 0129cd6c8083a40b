namespace Tandem.Wire.Tls;

/// <summary>Whose certificates a <c>tls:</c> listener wants.</summary>
public enum ClientCertificates
{
    /// <summary>None is asked for.</summary>
    Off,

    /// <summary>One that is shown must be valid.</summary>
    Optional,

    /// <summary>Who shows none, or one that is not valid, is not let in (mutual TLS).</summary>
    Required,
}

/// <summary>How SIP over TLS is done (RFC 3261 §26.3, RFC 5922); fixed at start but for the files, which are read again when they change.</summary>
public sealed record TlsOptions
{
    /// <summary>
    /// Holds <c>NAME.crt</c> (PEM: the certificate, then those that lead to its root) with <c>NAME.key</c> for each identity, and in <c>trusted/</c> the certificates (of roots, or of peers themselves) that
    /// are believed beside the system's. <c>default</c> is shown to whoever asks for no name, or for one that no certificate has.
    /// </summary>
    public required string Directory { get; init; }

    /// <summary>What a certificate that we make for ourselves is for: host names and addresses.</summary>
    public required IReadOnlyList<string> OwnNames { get; init; }

    public ClientCertificates Clients { get; init; }
}
