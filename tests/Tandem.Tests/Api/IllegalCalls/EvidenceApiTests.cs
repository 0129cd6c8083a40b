using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Store.Evidence;
using Tandem.TestKit;
using Tandem.Tests.Api.Cdrs;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Api.IllegalCalls;

public sealed class EvidenceApiTests
{
    private const string Path = "/api/v1/illegal-calls/evidence";
    private const string Day = "?from=2026-03-01&to=2026-03-02";

    [Fact]
    public async Task A_package_has_records_bans_and_audit_lines_and_nothing_of_it_is_altered()
    {
        await using ApiHost host = await StartAsync();
        byte[] package = await host.Client.GetByteArrayAsync(Path + Day);
        EvidenceVerdict verdict = Check(package, await KeyAsync(host));
        verdict.Faults.Should().BeEmpty();
        verdict.Manifest!.Files.Select(static file => file.Name).Should().Equal("records.jsonl", "records.csv", "messages.jsonl", "messages.pcap", "bans.jsonl", "README.txt", "audit.jsonl");
        Lines(package, "records.jsonl").Select(static line => JsonNode.Parse(line)!["sourceIp"]!.ToString()).Should().BeEquivalentTo("203.0.113.9", "203.0.113.9", "198.51.100.7");
        Lines(package, "records.csv").Should().HaveCount(4);
        Lines(package, "bans.jsonl").Should().ContainSingle().Which.Should().Contain("203.0.113.9");
        Lines(package, "audit.jsonl").Should().Contain(static line => line.Contains("\"plan\""));
        JsonNode line = (await host.AuditAsync("action=evidence")).Should().ContainSingle().Subject!;
        line["detail"]!.ToString().Should().Contain($"manifest SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Bytes(package, "manifest.json")))}");
        (await host.SendAsync("POST", "/api/v1/verify", null)).Json["differences"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task It_can_be_of_one_source_and_leaves_the_white_list_out_unless_that_is_named()
    {
        await using ApiHost host = await StartAsync();
        await host.SendAsync("POST", "/api/v1/illegal-calls/white-list", """{"source":"203.0.113.9"}""");
        Lines(await host.Client.GetByteArrayAsync(Path + Day), "records.jsonl").Should().ContainSingle().Which.Should().Contain("198.51.100.7");
        byte[] one = await host.Client.GetByteArrayAsync($"{Path}{Day}&source=203.0.113.9");
        Lines(one, "records.jsonl").Should().HaveCount(2);
        Check(one, null).Manifest!.Source.Should().Be("203.0.113.9");
        Lines(await host.Client.GetByteArrayAsync($"{Path}{Day}&source=198.51.100.7"), "bans.jsonl").Should().BeEmpty();
    }

    [Fact]
    public async Task Messages_of_its_sources_that_are_in_memory_are_in_it_and_those_of_others_not()
    {
        await using ApiHost host = await StartAsync();
        foreach (string remote in new[] { "203.0.113.9:5060", "192.0.2.1:5060" })
        {
            host.Recent.Take(Of(remote), sent: false, StrayReason.IllegalCall, "", "INVITE sip:900@switch SIP/2.0\r\n\r\n"u8);
        }

        byte[] package = await host.Client.GetByteArrayAsync($"{Path}?from=2026-03-01&to=2026-03-02");
        JsonNode message = JsonNode.Parse(Lines(package, "messages.jsonl").Should().ContainSingle().Subject)!;
        ($"{message["remote"]} {message["reason"]} {message["direction"]}").Should().Be("203.0.113.9:5060 illegalCall received");
        message["message"]!.ToString().Should().StartWith("INVITE sip:900@switch");
        Bytes(package, "messages.pcap").Length.Should().BeGreaterThan(24);
    }

    [Theory]
    [InlineData("records.jsonl", "records.jsonl is altered: it is not what was signed")]
    [InlineData("messages.pcap", "messages.pcap is altered: it is not what was signed")]
    [InlineData("manifest.json", "manifest.json is altered, or was signed with another key: its signature is wrong")]
    [InlineData("anchor.json", "anchor.json is altered, or was signed with another key: its signature is wrong")]
    public async Task What_was_altered_is_named(string name, string fault)
    {
        await using ApiHost host = await StartAsync();
        byte[] package = await host.Client.GetByteArrayAsync(Path + Day);
        Check(Changed(package, name, static content => [.. content, (byte)' ']), null).Faults.Should().Contain(fault);
        if (name.StartsWith("records", StringComparison.Ordinal))
        {
            Check(Changed(package, name, static _ => null), null).Faults.Should().Equal($"{name} is missing");
            Check(Changed(package, "more.txt", static _ => [1]), null).Faults.Should().Equal("more.txt was added: the manifest does not name it");
        }
    }

    [Fact]
    public async Task An_audit_line_that_was_altered_is_named_by_its_number()
    {
        await using ApiHost host = await StartAsync();
        byte[] package = await host.Client.GetByteArrayAsync(Path + Day);
        byte[] altered = Changed(package, "audit.jsonl", static content => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace("\"admin\"", "\"eve\"", StringComparison.Ordinal)));
        Check(altered, null).Faults.Should().Contain("audit.jsonl is altered: it is not what was signed").And.Contain("audit.jsonl: audit line 1 is altered, or the one before it; its hash is wrong");
        byte[] cut = Changed(package, "audit.jsonl", static content => Encoding.UTF8.GetBytes(string.Join('\n', Encoding.UTF8.GetString(content).Split('\n').Where(static (_, place) => place != 1))));
        Check(cut, null).Faults.Should().Contain("audit.jsonl: after audit line 1 comes 3; lines were taken out or put in");
    }

    [Fact]
    public async Task A_package_that_somebody_else_has_signed_anew_is_not_the_switchs()
    {
        await using ApiHost host = await StartAsync();
        await using ApiHost other = await StartAsync();
        byte[] forged = await other.Client.GetByteArrayAsync(Path + Day);
        Check(forged, null).Faults.Should().BeEmpty("it is sound in itself");
        Check(forged, await KeyAsync(host)).Faults.Should().Contain(static fault => fault.StartsWith("public-key.pem is not the key that it was looked at with"));
    }

    [Fact]
    public async Task Openssls_way_of_looking_at_a_signature_finds_it_good()
    {
        await using ApiHost host = await StartAsync();
        byte[] package = await host.Client.GetByteArrayAsync(Path + Day);
        using var key = ECDsa.Create();
        key.ImportFromPem(Encoding.ASCII.GetString(Bytes(package, "public-key.pem")));
        key.VerifyData(Bytes(package, "manifest.json"), Bytes(package, "manifest.json.sig"), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence).Should().BeTrue();
    }

    [Fact]
    public async Task The_key_is_made_once_for_the_owner_alone_and_the_audit_trail_knows()
    {
        await using ApiHost host = await StartAsync();
        string file = System.IO.Path.Combine(host.DataDirectory, EvidenceKey.FileName);
        File.Exists(file).Should().BeFalse();
        JsonNode first = (await host.GetAsync($"{Path}/key")).Json;
        (await host.GetAsync($"{Path}/key")).Json["pem"]!.ToString().Should().Be(first["pem"]!.ToString());
        (await host.AuditAsync("action=evidence-key")).Should().ContainSingle().Which!["subject"]!.ToString().Should().Be(first["fingerprint"]!.ToString());
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await File.WriteAllTextAsync(file, "nothing");
        ApiAnswer refused = await host.GetAsync(Path + Day);
        refused.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        refused.Json["detail"]!.ToString().Should().Contain("is no private key of P-256");
    }

    [Fact]
    public async Task Who_may_not_see_the_audit_trail_gets_none_and_bad_periods_are_named()
    {
        await using ApiHost host = await StartAsync();
        (await host.SendAsync("POST", "/api/v1/roles", """{"name":"guard","pages":{"illegalCalls":"edit"}}""")).Status.Should().Be(HttpStatusCode.Created);
        HttpClient guard = await host.ClientOfAsync("guard");
        (await guard.GetAsync($"/api/v1/illegal-calls/patterns{Day}")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await guard.GetAsync(Path + Day)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await host.GetAsync($"{Path}?from=2026-03-02&to=2026-03-01")).ErrorPaths.Should().Equal("from");
        (await host.AuditAsync("action=evidence")).Should().BeEmpty();
    }

    [Fact]
    public void What_is_no_package_is_said_to_be_none()
    {
        Action looking = () => Check([1, 2, 3], null);
        looking.Should().Throw<InvalidDataException>();
        Check(Changed(EmptyZip(), "x", static _ => [1]), null).Faults.Should().Contain("manifest.json is missing");
    }

    private static EvidenceVerdict Check(byte[] package, string? key)
    {
        using var stream = new MemoryStream(package);
        return EvidenceCheck.Run(stream, key);
    }

    private static async Task<string> KeyAsync(ApiHost host) => (await host.GetAsync($"{Path}/key")).Json["pem"]!.ToString();

    private static Flow Of(string remote) => new(TransportKind.Udp, 0, 0, TestWire.Address("198.51.100.1:5060"), TestWire.Address(remote));

    private static string[] Lines(byte[] package, string name) => Encoding.UTF8.GetString(Bytes(package, name)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static byte[] Bytes(byte[] package, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        using Stream entry = zip.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        entry.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>The same package with one file changed, added, or (null) taken out.</summary>
    private static byte[] Changed(byte[] package, string name, Func<byte[], byte[]?> change)
    {
        using var copy = new MemoryStream();
        copy.Write(package);
        using (var zip = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            ZipArchiveEntry? entry = zip.GetEntry(name);
            byte[]? changed = change(entry is null ? [] : Bytes(package, name));
            entry?.Delete();
            if (changed is not null)
            {
                using Stream output = zip.CreateEntry(name).Open();
                output.Write(changed);
            }
        }

        return copy.ToArray();
    }

    private static byte[] EmptyZip()
    {
        using var made = new MemoryStream();
        new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true).Dispose();
        return made.ToArray();
    }

    private static async Task<ApiHost> StartAsync()
    {
        ApiHost host = await ApiHost.StartWithPlanAsync(new FakeTimeProvider(SampleCdrs.Noon));
        await host.StoreAsync(IllegalSamples.Attempt(1001, "203.0.113.9", hour: 3, attempts: 41));
        await host.StoreAsync(IllegalSamples.Attempt(1002, "203.0.113.9"));
        await host.StoreAsync(IllegalSamples.Attempt(1003, "198.51.100.7"));
        await host.StoreAsync(SampleCdrs.Answered(1004));
        await host.SendAsync("PUT", "/api/v1/parameters/SERVER_FIREWALL_SCANNER", """{"value":"Off"}""");
        await host.SendAsync("PUT", "/api/v1/parameters/SERVER_FIREWALL_SCANNER", """{"value":"On"}""");
        var ban = new Ban(Ban.PlaceOf(0xFFFF_CB00_7109), BanReason.Scanner, SampleCdrs.Noon, SampleCdrs.Noon.AddMinutes(10), 1, BanEvidence.None(SampleCdrs.Noon), "", "");
        await host.Bans.SaveAsync([(ban.Source, ban)], [ban], CancellationToken.None);
        return host;
    }
}
