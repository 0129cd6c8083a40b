using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Tests.Store;
using Tandem.Tests.Wire.Flows;
using Tandem.Wire.Flows;
using Tandem.Wire.Tcp;
using Tandem.Wire.Tls;

namespace Tandem.Tests.Wire.Tls;

public sealed class TlsTests : IDisposable
{
    private const string Options = "OPTIONS sip:1@127.0.0.1 SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n";
    private readonly TempFolder _folder = new();
    private readonly Authority _authority = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_message_comes_in_and_the_answer_goes_back(SslProtocols protocol)
    {
        _authority.Write(_folder.Path, "default", "sip.example.com");
        await using WireBench bench = await StartAsync();
        await using SslStream peer = await ConnectAsync(bench, "sip.example.com", protocol);
        peer.SslProtocol.Should().Be(protocol);
        await peer.WriteAsync(Encoding.ASCII.GetBytes(Options), Stop);
        (Flow flow, string text) = bench.Next();
        text.Should().Be(Options);
        flow.Transport.Should().Be(TransportKind.Tls);
        bench.Hub.Send(flow, "answer"u8).Should().BeTrue();
        (await ReadAsync(peer, 6)).Should().Be("answer");
        bench.Hub.Send(flow with { Connection = 0 }, "again"u8).Should().BeTrue();
        (await ReadAsync(peer, 5)).Should().Be("again");
    }

    [Fact]
    public async Task Each_client_is_shown_the_certificate_of_the_host_that_it_asks_for()
    {
        _authority.Write(_folder.Path, "default", "sip.example.com");
        _authority.Write(_folder.Path, "other", "*.example.net");
        await using WireBench bench = await StartAsync();
        (await ShownAsync(bench, "sip.example.com")).Should().Be("CN=sip.example.com");
        (await ShownAsync(bench, "a.example.net")).Should().Be("CN=*.example.net");
        (await ShownAsync(bench, "unknown.example.org")).Should().Be("CN=sip.example.com");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no name..at all")]
    public void Who_asks_for_what_is_no_name_is_shown_the_default(string asked)
    {
        _authority.Write(_folder.Path, "default", "sip.example.com");
        using var identities = new TlsIdentities(new() { Directory = _folder.Path, OwnNames = [] }, TimeProvider.System, NullLogger<TlsIdentities>.Instance);
        identities.ForBrowser(asked).ServerCertificateContext.Should().BeSameAs(identities.ForBrowser(null).ServerCertificateContext);
    }

    [Fact]
    public async Task A_switch_without_a_certificate_makes_one_once()
    {
        await using WireBench bench = await StartAsync();
        (await ShownAsync(bench, "here.example.com")).Should().Be("CN=here.example.com");
        string key = Path.Combine(_folder.Path, "default.key");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(key).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        string made = await File.ReadAllTextAsync(key, Stop);
        await using WireBench second = await StartAsync();
        (await File.ReadAllTextAsync(key, Stop)).Should().Be(made);
    }

    [Fact]
    public async Task A_changed_certificate_counts_for_new_streams_and_drops_none()
    {
        _authority.Write(_folder.Path, "default", "old.example.com");
        var time = new FakeTimeProvider();
        await using WireBench bench = await StartAsync(time: time);
        await using SslStream early = await ConnectAsync(bench, "x");
        _authority.Write(_folder.Path, "default", "new.example.com");
        time.Advance(TimeSpan.FromSeconds(6));
        (await ShownAsync(bench, "x")).Should().Be("CN=new.example.com");
        await early.WriteAsync(Encoding.ASCII.GetBytes(Options), Stop);
        bench.Next().Text.Should().Be(Options);
    }

    [Fact]
    public async Task A_certificate_that_breaks_leaves_the_old_one_in_use_and_at_a_start_it_says_so()
    {
        _authority.Write(_folder.Path, "default", "old.example.com");
        var time = new FakeTimeProvider();
        await using WireBench bench = await StartAsync(time: time);
        string file = Path.Combine(_folder.Path, "default.crt");
        await File.WriteAllTextAsync(file, "no certificate", Stop);
        time.Advance(TimeSpan.FromSeconds(6));
        (await ShownAsync(bench, "x")).Should().Be("CN=old.example.com");
        Action start = () => Identities().Dispose();
        start.Should().Throw<TlsException>().WithMessage($"{file} with *default.key can't be used: *");
    }

    [Theory]
    [InlineData(ClientCertificates.Required, null, false)]
    [InlineData(ClientCertificates.Required, true, true)]
    [InlineData(ClientCertificates.Required, false, false)]
    [InlineData(ClientCertificates.Optional, null, true)]
    [InlineData(ClientCertificates.Optional, false, false)]
    [InlineData(ClientCertificates.Off, false, true)]
    public async Task Clients_are_let_in_by_the_certificates_that_are_wanted(ClientCertificates wanted, bool? isTrusted, bool comesIn)
    {
        _authority.Write(_folder.Path, "default", "sip.example.com");
        _authority.BeTrustedIn(_folder.Path);
        await using WireBench bench = await StartAsync(wanted);
        using var stranger = new Authority();
        using X509Certificate2? shown = isTrusted is null ? null : (isTrusted.Value ? _authority : stranger).Identity("client.example.com");
        try
        {
            await using SslStream peer = await ConnectAsync(bench, "sip.example.com", client: shown);
            await peer.WriteAsync(Encoding.ASCII.GetBytes(Options), Stop);
            if (!comesIn)
            {
                (await peer.ReadAsync(new byte[1], Stop)).Should().Be(0); // with TLS 1.3 the refusal comes after the client's side is done
            }
        }
        catch (Exception refused) when (!comesIn && refused is IOException or AuthenticationException)
        {
            // as it should be
        }

        bench.Messages.TryTake(out _, comesIn ? WireBench.Patience : TimeSpan.FromMilliseconds(300)).Should().Be(comesIn);
    }

    [Theory]
    [InlineData("carrier.example.com", "carrier.example.com", true, true)]
    [InlineData("carrier.example.com", "other.example.com", true, false)]
    [InlineData("", "127.0.0.1", true, true)]
    [InlineData("", "carrier.example.com", true, false)]
    [InlineData("carrier.example.com", "carrier.example.com", false, false)]
    public async Task A_carrier_must_be_who_was_looked_for(string lookedFor, string certificateFor, bool isTrusted, bool isReached)
    {
        if (isTrusted)
        {
            _authority.BeTrustedIn(_folder.Path);
        }

        await using WireBench bench = await StartAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        NetAddress carrier = NetAddress.From((IPEndPoint)listener.LocalEndpoint);
        using X509Certificate2 identity = _authority.Identity(certificateFor);
        bench.Hub.TryRoute(TransportKind.Tls, carrier, out Flow flow).Should().BeTrue();
        bench.Hub.Expect(carrier, lookedFor);
        bench.Hub.Send(flow, Encoding.ASCII.GetBytes(Options)).Should().BeTrue();
        using TcpClient accepted = await listener.AcceptTcpClientAsync(Stop);
        await using var stream = new SslStream(accepted.GetStream());
        string got = "";
        try
        {
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = identity }, Stop);
            got = await ReadAsync(stream, Options.Length);
        }
        catch (Exception refused) when (!isReached && refused is IOException or AuthenticationException)
        {
            // as it should be
        }

        got.Should().Be(isReached ? Options : "");
        if (!isReached)
        {
            bench.NextClosed().Remote.Should().Be(carrier);
            bench.Hub.Counters.StreamsClosed[CloseReason.HandshakeFailed].Should().Be(1);
        }
    }

    [Fact]
    public async Task A_peer_that_shakes_no_hands_is_closed()
    {
        await using WireBench bench = await StartAsync(limits: new() { Handshake = TimeSpan.FromMilliseconds(200) });
        using var silent = new TcpClient();
        await silent.ConnectAsync(bench.At(0), Stop);
        try
        {
            (await silent.GetStream().ReadAsync(new byte[1], Stop)).Should().Be(0);
        }
        catch (IOException)
        {
            // reset, which is as good
        }

        using var talker = new TcpClient();
        await talker.ConnectAsync(bench.At(0), Stop);
        await talker.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Options), Stop);
        bench.Messages.TryTake(out _, TimeSpan.FromMilliseconds(300)).Should().BeFalse("SIP without TLS is not taken on a port for TLS");
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("-")]
    [InlineData("..")]
    [InlineData("a_b!")]
    public void A_client_that_asks_for_no_real_host_is_shown_the_default(string host)
    {
        _authority.Write(_folder.Path, "default", "sip.example.com");
        using TlsIdentities identities = Identities();
        identities.ForClient(host).ServerCertificateContext!.TargetCertificate.Subject.Should().Be("CN=sip.example.com");
    }

    [Fact]
    public async Task A_stranger_that_asks_for_no_real_host_has_its_stream_all_the_same()
    {
        _authority.Write(_folder.Path, "default", "sip.example.com");
        await using WireBench bench = await StartAsync();
        (await ShownAsync(bench, "a_b!")).Should().Be("CN=sip.example.com");
    }

    [Fact]
    public async Task A_carrier_whose_own_certificate_lies_among_the_trusted_is_believed_without_its_authority()
    {
        using X509Certificate2 identity = _authority.Identity("carrier.example.com");
        string trusted = Directory.CreateDirectory(Path.Combine(_folder.Path, "trusted")).FullName;
        await File.WriteAllTextAsync(Path.Combine(trusted, "carrier.pem"), identity.ExportCertificatePem(), Stop);
        using TlsIdentities identities = Identities();
        RemoteCertificateValidationCallback believes = identities.ForServer("carrier.example.com").RemoteCertificateValidationCallback!;
        believes(this, identity, null, SslPolicyErrors.RemoteCertificateChainErrors).Should().BeTrue();
        believes(this, identity, null, SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch).Should().BeFalse("it is for another host");
        using X509Certificate2 other = _authority.Identity("carrier.example.com");
        believes(this, other, null, SslPolicyErrors.RemoteCertificateChainErrors).Should().BeFalse("the one of the same authority was not put there");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<SslStream> ConnectAsync(WireBench bench, string host, SslProtocols protocol = SslProtocols.None, X509Certificate2? client = null)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(bench.At(0), Stop);
        var stream = new SslStream(tcp.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = host,
                EnabledSslProtocols = protocol,
                ClientCertificates = client is null ? null : [client],
                RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null // what is shown is the matter here, not whether it is believed,
            },
            Stop);
        return stream;
    }

    private static async Task<string> ShownAsync(WireBench bench, string host)
    {
        await using SslStream stream = await ConnectAsync(bench, host);
        return stream.RemoteCertificate?.Subject ?? "";
    }

    private static async Task<string> ReadAsync(SslStream stream, int length)
    {
        byte[] buffer = new byte[length];
        await stream.ReadExactlyAsync(buffer, Stop);
        return Encoding.ASCII.GetString(buffer);
    }

    private TlsIdentities Identities(ClientCertificates clients = ClientCertificates.Off, TimeProvider? time = null) =>
        new(new() { Directory = _folder.Path, OwnNames = ["here.example.com", "127.0.0.1"], Clients = clients }, time ?? TimeProvider.System, NullLogger<TlsIdentities>.Instance);

    private Task<WireBench> StartAsync(ClientCertificates clients = ClientCertificates.Off, TimeProvider? time = null, StreamLimits? limits = null) =>
        WireBench.StartAsync(["tls:127.0.0.1:0"], limits, identities: Identities(clients, time));
}
