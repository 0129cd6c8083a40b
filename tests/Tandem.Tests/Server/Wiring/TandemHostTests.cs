using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Data.Sqlite;
using Tandem.Server.Commands;
using Tandem.Server.DataFolders;
using Tandem.Server.Options;
using Tandem.Server.Wiring;
using Tandem.Store.Plan;
using Tandem.Store.Sealing;
using Tandem.Tests.Architecture;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Server.Wiring;

/// <summary>The whole switch in this process, on ports of its own.</summary>
public sealed class TandemHostTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tandem-host-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_switch_starts_serves_its_commands_and_leaves_nothing_behind()
    {
        await using (TandemHost host = new(Options(), TimeProvider.System))
        {
            await host.StartAsync();
            host.ReadyLine.Should().StartWith("ready udp:127.0.0.1:").And.Contain(" http://127.0.0.1:").And.NotContain("\n");
            string plan = RepositoryRoot.File("examples", "first-call.yaml");
            (await RunAsync("apply", plan, "--dry-run")).Should().Match<(int Code, string Output)>(ran => ran.Code == 0 && ran.Output.Contains("nothing changed"));
            (await RunAsync("apply", plan)).Should().Match<(int Code, string Output)>(ran => ran.Code == 0 && ran.Output.Contains("revision "));
            (await RunAsync("cdrs", "--format", "json")).Should().Be((0, "[]\n"));
            (await RunAsync("verify")).Should().Be((0, "no difference\n"));
            await host.DrainAsync(CancellationToken.None);
        }

        File.Exists(Path.Combine(_directory.FullName, DataFolder.AddressFile)).Should().BeFalse();
        await using TandemHost again = new(Options(), TimeProvider.System);
        await again.StartAsync();
        (await RunAsync("apply", RepositoryRoot.File("examples", "first-call.yaml"))).Output.Should().NotContain("+", "the plan was kept");
    }

    [Fact]
    public async Task Console_and_API_come_by_HTTPS_too_with_a_certificate_that_is_made_or_given()
    {
        await using TandemHost host = new(Options() with { Https = new(IPAddress.Loopback, 0) }, TimeProvider.System);
        await host.StartAsync();
        Uri address = new(host.ReadyLine.Split(' ').Single(static word => word.StartsWith("https://", StringComparison.Ordinal)));
        X509Certificate2? shown = null;
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => (shown = certificate as X509Certificate2) is not null;
        using var client = new HttpClient(handler) { BaseAddress = address };
        using HttpResponseMessage health = await client.GetAsync(new Uri("healthz", UriKind.Relative));
        health.StatusCode.Should().Be(HttpStatusCode.OK);
        health.Headers.Contains("Strict-Transport-Security").Should().BeTrue();
        using HttpResponseMessage refused = await client.GetAsync(new Uri("api/v1/calls", UriKind.Relative));
        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        shown!.MatchesHostname("127.0.0.1").Should().BeTrue();
        File.Exists(Path.Combine(_directory.FullName, "tls", "default.crt")).Should().BeTrue();
    }

    [Fact]
    public async Task An_HTTPS_port_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using TandemHost host = new(Options() with { Https = (IPEndPoint)taken.LocalEndpoint }, TimeProvider.System);
        StartFailedException failure = (await host.Awaiting(started => started.StartAsync()).Should().ThrowAsync<StartFailedException>()).Which;
        failure.Lines.Should().Equal($"https {taken.LocalEndpoint} is in use by another process");
    }

    [Fact]
    public async Task Passwords_of_phones_are_stored_as_digests()
    {
        string file = Path.Combine(_directory.FullName, "plan.yaml");
        await File.WriteAllTextAsync(file, "accounts:\n  - { name: a, kind: customer }\nphones:\n  - { number: \"1\", account: a, password: in-the-clear }\n");
        await using (TandemHost host = new(Options() with { Plan = file }, TimeProvider.System))
        {
            await host.StartAsync();
        }

        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.FullName, "tandem.db")};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand newest = connection.CreateCommand();
        newest.CommandText = "SELECT document FROM plan_revision ORDER BY revision DESC LIMIT 1";
        using SealRing ring = SealPlace.In(_directory.FullName).Read(mayMake: false, "");
        string plan = Encoding.UTF8.GetString(NodeText.Utf8Json(PlanSealing.Unpack((byte[])(await newest.ExecuteScalarAsync())!, ring), indented: false));
        plan.Should().Contain("\"ha1:", "who opens the seal has no password by that").And.NotContain("in-the-clear");
    }

    [Fact]
    public async Task A_bad_plan_file_is_named_with_its_lines_and_the_switch_does_not_start()
    {
        string file = Path.Combine(_directory.FullName, "bad.yaml");
        await File.WriteAllTextAsync(file, "accounts:\n  - { name: a, kind: customer, rateTable: none }\nphones:\n  - { number: \"1\", account: nobody, password: secret-enough }\n");
        await using TandemHost host = new(Options() with { Plan = file }, TimeProvider.System);
        StartFailedException failure = (await host.Awaiting(started => started.StartAsync()).Should().ThrowAsync<StartFailedException>()).Which;
        failure.Lines.Should().HaveCount(2);
        failure.Lines[0].Should().StartWith($"{file}:2: ");
        failure.Lines[1].Should().StartWith($"{file}:4: ");
    }

    [Fact]
    public async Task A_sip_port_in_use_is_one_clear_line()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        await using TandemHost host = new(Options() with { Sip = [new(TransportKind.Udp, IPAddress.Loopback, port)] }, TimeProvider.System);
        (await host.Awaiting(started => started.StartAsync()).Should().ThrowAsync<BindException>()).WithMessage($"udp 127.0.0.1:{port} is in use*");
    }

    [Fact]
    public async Task An_http_port_in_use_is_one_clear_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var endPoint = (IPEndPoint)taken.LocalEndpoint;
        await using TandemHost host = new(Options() with { Http = endPoint }, TimeProvider.System);
        StartFailedException failure = (await host.Awaiting(started => started.StartAsync()).Should().ThrowAsync<StartFailedException>()).Which;
        failure.Lines.Should().Equal($"http {endPoint} is in use by another process");
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await TandemCommand.RunAsync([.. args, "--data", _directory.FullName], output, error);
        error.ToString().Should().BeEmpty();
        return (code, output.ToString());
    }

    private UpOptions Options() => new()
    {
        DataDirectory = _directory.FullName,
        Seal = Tandem.Store.Sealing.SealPlace.In(_directory.FullName),
        Sip = [new(TransportKind.Udp, IPAddress.Loopback, 0)],
        TlsDirectory = Path.Combine(_directory.FullName, "tls"),
        Http = new(IPAddress.Loopback, 0),
        Shards = 2,
        Drain = TimeSpan.FromSeconds(1),
        Node = "test",
        Log = new(Serilog.Events.LogEventLevel.Error, IsJson: false),
    };
}
