using System.Net;
using System.Text.Json.Nodes;
using Tandem.Store.Backups;
using Tandem.Tests.Api.Cdrs;

namespace Tandem.Tests.Api.Backups;

public sealed class BackupsApiTests
{
    private const string Backups = "/api/v1/backups";

    [Fact]
    public async Task A_backup_is_made_listed_downloaded_and_deleted_and_each_is_audited()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        string name = await MadeAsync(host);
        JsonNode listed = (await host.GetAsync(Backups)).Json["items"]!.AsArray().Should().ContainSingle().Subject!;
        listed["name"]!.ToString().Should().Be(name);
        listed["state"]!.ToString().Should().Be("done");

        using HttpResponseMessage file = await host.Client.GetAsync($"{Backups}/{name}/file");
        file.Content.Headers.ContentType!.MediaType.Should().Be("application/gzip");
        byte[] bytes = await file.Content.ReadAsByteArrayAsync();
        bytes.Length.Should().Be((int)listed["bytes"]!);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tandem-");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), bytes);
        BackupUnpacking.Unpack(Path.Combine(folder.FullName, name), Path.Combine(folder.FullName, "out"), CancellationToken.None).Files.Should().NotBeEmpty();
        folder.Delete(recursive: true);

        (await host.SendAsync("DELETE", $"{Backups}/{name}", null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.SendAsync("DELETE", $"{Backups}/{name}", null)).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.GetAsync($"{Backups}/{name}/file")).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.AuditAsync("action=backup")).Select(static line => line!["detail"]!.ToString()).Should().Equal("deleted", "downloaded", "begun");
    }

    [Fact]
    public async Task The_way_back_is_prepared_for_the_next_start_and_can_be_called_off()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        string name = await MadeAsync(host);
        (await host.GetAsync("/api/v1/restore")).Json["backup"].Should().BeNull();
        ApiAnswer prepared = await host.SendAsync("POST", $"{Backups}/{name}/restore", null);
        prepared.Status.Should().Be(HttpStatusCode.OK, prepared.Body);
        (await host.GetAsync("/api/v1/restore")).Json["backup"]!.ToString().Should().Be(name);
        PreparedRestore.Find(host.DataDirectory)!.By.Should().Be("admin");
        (await host.SendAsync("DELETE", "/api/v1/restore", null)).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.GetAsync("/api/v1/restore")).Json["backup"].Should().BeNull();
        PreparedRestore.Find(host.DataDirectory).Should().BeNull();

        string damaged = Path.Combine(host.DataDirectory, "backups", "tandem-damaged.tar.gz");
        await File.WriteAllBytesAsync(damaged, (await File.ReadAllBytesAsync(Path.Combine(host.DataDirectory, "backups", name)))[..1000]);
        ApiAnswer refused = await host.SendAsync("POST", $"{Backups}/tandem-damaged.tar.gz/restore", null);
        refused.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        refused.Json["detail"]!.ToString().Should().Contain("tandem-damaged.tar.gz");
        PreparedRestore.Find(host.DataDirectory).Should().BeNull();
    }

    [Fact]
    public async Task Who_may_not_edit_people_may_neither_take_a_backup_away_nor_go_back_to_it()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        string name = await MadeAsync(host);
        (await host.SendAsync("POST", "/api/v1/roles", """{"name":"keeper","pages":{"backups":"edit"}}""")).Status.Should().Be(HttpStatusCode.Created);
        using HttpClient keeper = await host.ClientOfAsync("keeper");
        (await keeper.GetAsync(Backups)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await keeper.GetAsync($"{Backups}/{name}/file")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await keeper.PostAsync($"{Backups}/{name}/restore", null)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        PreparedRestore.Find(host.DataDirectory).Should().BeNull();
    }

    [Theory]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("admin.key")]
    [InlineData("tandem-..%2F..%2Fadmin.key")]
    [InlineData("tandem-.tar.gz.part")]
    public async Task No_other_file_is_given_away(string name)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await MadeAsync(host);
        (await host.GetAsync($"{Backups}/{name}/file")).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.SendAsync("DELETE", $"{Backups}/{name}", null)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private static async Task<string> MadeAsync(ApiHost host)
    {
        await host.StoreAsync(SampleCdrs.Answered());
        ApiAnswer begun = await host.SendAsync("POST", Backups, """{"recordings":false}""");
        begun.Status.Should().Be(HttpStatusCode.Accepted, begun.Body);
        string name = begun.Json["name"]!.ToString();
        for (int look = 0; ; look++)
        {
            JsonNode backup = (await host.GetAsync($"{Backups}/{name}")).Json;
            if (backup["state"]!.ToString() != "running")
            {
                backup["state"]!.ToString().Should().Be("done", backup.ToJsonString());
                return name;
            }

            look.Should().BeLessThan(1000);
            await Task.Delay(20);
        }
    }
}
