using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tandem.Tests.Wire.Tls;

/// <summary>A root of its own, and the certificates that it signs.</summary>
internal sealed class Authority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public Authority()
    {
        var request = new CertificateRequest("CN=Test root", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    public string Pem => _root.ExportCertificatePem();

    /// <summary>Writes NAME.crt and NAME.key for these hosts.</summary>
    public void Write(string directory, string name, params string[] hosts)
    {
        Directory.CreateDirectory(directory);
        (X509Certificate2 certificate, ECDsa key) = Sign(hosts);
        using (certificate)
        using (key)
        {
            File.WriteAllText(Path.Combine(directory, name + ".key"), key.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(Path.Combine(directory, name + ".crt"), certificate.ExportCertificatePem());
        }
    }

    /// <summary>A certificate with its key, as SslStream wants it.</summary>
    public X509Certificate2 Identity(params string[] hosts)
    {
        (X509Certificate2 certificate, ECDsa key) = Sign(hosts);
        using (certificate)
        using (key)
        using (X509Certificate2 both = certificate.CopyWithPrivateKey(key))
        {
            return X509CertificateLoader.LoadPkcs12(both.Export(X509ContentType.Pkcs12), null);
        }
    }

    /// <summary>Puts the root among those that are believed there.</summary>
    public void BeTrustedIn(string directory)
    {
        string trusted = Directory.CreateDirectory(Path.Combine(directory, "trusted")).FullName;
        File.WriteAllText(Path.Combine(trusted, "root.pem"), Pem);
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
    }

    private (X509Certificate2 Certificate, ECDsa Key) Sign(string[] hosts)
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={hosts[0]}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (string host in hosts)
        {
            if (IPAddress.TryParse(host, out IPAddress? address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        request.CertificateExtensions.Add(names.Build());
        return (request.Create(_root, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(20), RandomNumberGenerator.GetBytes(8)), key);
    }
}
