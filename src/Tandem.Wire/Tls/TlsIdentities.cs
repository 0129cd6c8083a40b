using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Tandem.Wire.Tls;

/// <summary>
/// Who we are and whom we believe: the files of <see cref="TlsOptions.Directory"/>. They are looked at every few seconds; what has changed counts for the streams that are opened from then on, those that
/// are open stay. A change that can't be used is logged once, and what was in use stays so.
/// </summary>
public sealed class TlsIdentities : IDisposable
{
    private const string DefaultName = "default";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private readonly TlsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<TlsIdentities> _log;
    private readonly ITimer _look;
    private TlsFiles _files;
    private string _stamp;

    /// <summary>Reads the files; makes <c>default</c> when there is no certificate at all. Throws <see cref="TlsException"/>.</summary>
    public TlsIdentities(TlsOptions options, TimeProvider time, ILogger<TlsIdentities> log)
    {
        _options = options;
        _time = time;
        _log = log;
        try
        {
            CreatePrivate(options.Directory);
            if (TlsFiles.Certificates(options.Directory).Length == 0)
            {
                SelfSigned.Write(options.Directory, DefaultName, options.OwnNames, time.GetUtcNow());
                log.MadeCertificate(Path.Combine(options.Directory, DefaultName + ".crt"));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TlsException($"{options.Directory}: {failure.Message}", failure);
        }

        _stamp = TlsFiles.StampOf(options.Directory);
        _files = TlsFiles.Read(options.Directory);
        _look = time.CreateTimer(static self => ((TlsIdentities?)self)?.Look(), this, LookEvery, LookEvery);
    }

    /// <summary>Each certificate's name, and when it is no longer valid.</summary>
    public IReadOnlyList<(string Name, DateTimeOffset Expires)> Expiries => [.. Volatile.Read(ref _files).Identities.Select(static identity => (identity.Name, identity.Expires))];

    public void Dispose() => _look.Dispose();

    /// <summary>For a stream that was accepted, whose client asked for this host (SNI), or for none.</summary>
    internal SslServerAuthenticationOptions ForClient(string? host)
    {
        TlsFiles files = Volatile.Read(ref _files);
        return new()
        {
            ServerCertificateContext = files.For(host).Context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateRequired = _options.Clients != ClientCertificates.Off,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => _options.Clients switch
            {
                ClientCertificates.Off => true,
                ClientCertificates.Optional when certificate is null => true,
                _ => files.Believes(certificate, chain, errors & ~SslPolicyErrors.RemoteCertificateNameMismatch, _time.GetUtcNow()),
            },
        };
    }

    /// <summary>For a browser, or another client of HTTPS, that asked for this host: it tells who it is within the stream, so no certificate of its own is wanted.</summary>
    public SslServerAuthenticationOptions ForBrowser(string? host) => new()
    {
        ServerCertificateContext = Volatile.Read(ref _files).For(host).Context,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
    };

    /// <summary>For a stream that we open, to whom we look for under this name or address.</summary>
    internal SslClientAuthenticationOptions ForServer(string host)
    {
        TlsFiles files = Volatile.Read(ref _files);
        return new()
        {
            TargetHost = host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateContext = files.For(null).Context,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => files.Believes(certificate, chain, errors, _time.GetUtcNow()),
        };
    }

    /// <summary>Reads what has changed.</summary>
    internal void Look()
    {
        try
        {
            string stamp = TlsFiles.StampOf(_options.Directory);
            if (stamp == _stamp)
            {
                return;
            }

            _stamp = stamp;
            Volatile.Write(ref _files, TlsFiles.Read(_options.Directory)); // the old ones are still with the streams that they opened
            _log.ReadAgain(_options.Directory);
        }
        catch (Exception failure) when (failure is TlsException or IOException or UnauthorizedAccessException)
        {
            // Nobody stands behind a timer: what it throws is the end of the process. Of a folder that can't be looked at, the message stands for what is in it.
            if (failure is TlsException || _stamp != failure.Message)
            {
                _stamp = failure is TlsException ? _stamp : failure.Message;
                _log.KeptOld(failure.Message);
            }
        }
    }

    private static void CreatePrivate(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
