using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tandem.Wire.Tls;

/// <summary>A certificate with its key and the names that it is for.</summary>
internal sealed class TlsIdentity
{
    private readonly X509Certificate2 _certificate;

    private TlsIdentity(string name, X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        Name = name;
        _certificate = certificate;
        Context = SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    /// <summary>Its file, without the extension.</summary>
    public string Name { get; }

    public SslStreamCertificateContext Context { get; }

    public DateTimeOffset Expires => new(_certificate.NotAfter.ToUniversalTime());

    /// <summary>A host name, also by a wildcard (RFC 5922 §7.2 has no wildcards for domains of SIP, but carriers' proxies are asked for by host).</summary>
    public bool IsFor(string host) => Uri.CheckHostName(host) != UriHostNameType.Unknown && _certificate.MatchesHostname(host, allowWildcards: true, allowCommonName: true);

    /// <summary>Throws <see cref="TlsException"/>.</summary>
    public static TlsIdentity Read(string certificateFile)
    {
        string keyFile = Path.ChangeExtension(certificateFile, ".key");
        try
        {
            using X509Certificate2 read = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
            var all = new X509Certificate2Collection();
            all.ImportFromPemFile(certificateFile);
            all.RemoveAt(0); // its own; the rest leads to the root

            // SslStream wants a key that is kept with the certificate, as a PKCS#12 file has it.
            X509Certificate2 kept = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null);
            return new(Path.GetFileNameWithoutExtension(certificateFile), kept, all);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new TlsException($"{certificateFile} with {keyFile} can't be used: {failure.Message}", failure);
        }
    }
}
