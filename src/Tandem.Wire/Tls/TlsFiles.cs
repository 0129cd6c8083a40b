using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tandem.Wire.Tls;

/// <summary>The certificates of a folder as they were at one moment.</summary>
internal sealed class TlsFiles(IReadOnlyList<TlsIdentity> identities, X509Certificate2Collection trusted)
{
    private const string TrustedFolder = "trusted";
    private static readonly string[] CertificateEndings = [".crt", ".pem"];

    public IReadOnlyList<TlsIdentity> Identities => identities;

    /// <summary>Throws <see cref="TlsException"/>.</summary>
    public static TlsFiles Read(string directory)
    {
        TlsIdentity[] identities = [.. Certificates(directory).Select(TlsIdentity.Read).OrderBy(static identity => identity.Name is "default" ? 0 : 1)];
        if (identities.Length == 0)
        {
            throw new TlsException($"{directory} has no certificate: put NAME.crt and NAME.key there");
        }

        var trusted = new X509Certificate2Collection();
        foreach (string file in Trusted(directory))
        {
            try
            {
                trusted.ImportFromPemFile(file);
            }
            catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
            {
                throw new TlsException($"{file} can't be read: {failure.Message}", failure);
            }
        }

        return new(identities, trusted);
    }

    /// <summary>Files of certificates that we show.</summary>
    public static string[] Certificates(string directory) => Files(directory);

    /// <summary>Changes whenever a file does.</summary>
    public static string StampOf(string directory) => string.Join('|', Files(directory).SelectMany(static file => new[] { file, Path.ChangeExtension(file, ".key") }).Concat(Trusted(directory)).Select(
        static file => string.Create(CultureInfo.InvariantCulture, $"{file} {new FileInfo(file) switch { { Exists: true } info => $"{info.LastWriteTimeUtc.Ticks} {info.Length}", _ => "none" }}")));

    /// <summary>Whom we show to a client that asks for this host.</summary>
    public TlsIdentity For(string? host) => host is null ? identities[0] : identities.FirstOrDefault(identity => identity.IsFor(host)) ?? identities[0];

    /// <summary>The system believes it, or one of the trusted certificates leads to it, or it is one of them; and it is for the name that was asked for.</summary>
    public bool Believes(X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors, DateTimeOffset at)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (shown is null || errors != SslPolicyErrors.RemoteCertificateChainErrors || trusted.Count == 0)
        {
            return false;
        }

        using var certificate = new X509Certificate2(shown);
        if (trusted.Any(one => one.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span)))
        {
            return at >= new DateTimeOffset(certificate.NotBefore) && at <= new DateTimeOffset(certificate.NotAfter); // it needs no authority, but its time
        }

        using var ours = new X509Chain();
        ours.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        ours.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        ours.ChainPolicy.CustomTrustStore.AddRange(trusted);
        if (chain is not null)
        {
            foreach (X509ChainElement element in chain.ChainElements)
            {
                ours.ChainPolicy.ExtraStore.Add(element.Certificate);
            }
        }

        return ours.Build(certificate);
    }

    private static string[] Files(string directory) => [.. In(directory).Order(StringComparer.Ordinal)];

    private static string[] Trusted(string directory) => [.. In(Path.Combine(directory, TrustedFolder)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> In(string directory) => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory).Where(static file => CertificateEndings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
        : [];
}
