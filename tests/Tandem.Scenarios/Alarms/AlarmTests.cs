using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;
using Tandem.TestKit;

namespace Tandem.Scenarios.Alarms;

/// <summary>A spike of illegal calls on a real switch: the alarm, who is told of it, who ends it, and what is left of it after the switch was killed.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class AlarmTests : IDisposable
{
    private const string MailServer = "127.0.0.82";
    private const string HookServer = "127.0.0.83";
    private const string Secret = "a secret of the scenario";
    private const int IllegalCalls = 20020;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_spike_of_illegal_calls_is_told_acknowledged_cleared_and_remembered_after_a_crash()
    {
        await using SmtpSink mails = SmtpSink.Start(MailServer);
        await using HookSink hook = await HookSink.StartAsync(HookServer);
        long id;
        await using (SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName))
        {
            await running.PutAsync("alarms/delivery", new JsonObject
            {
                ["smtpHost"] = MailServer,
                ["smtpPort"] = mails.Port,
                ["smtpSecurity"] = "none",
                ["mailFrom"] = "tandem@example.com",
                ["webhookUrl"] = hook.Url,
                ["webhookSecret"] = Secret,
            });
            JsonNode setting = SwitchProcess.Items(await running.GetAsync("alarms/settings")).Single(static one => (int)one["type"]! == IllegalCalls);
            await running.PutAsync($"alarms/settings/{setting["id"]}", new JsonObject
            {
                ["type"] = IllegalCalls,
                ["level"] = 3,
                ["upper"] = "20",
                ["period"] = 15,
                ["mail"] = true,
                ["mailTo"] = new JsonArray("noc@example.com"),
            });
            using (var flood = InviteFlood.Start(running.SipPort, sources: 5, perSecond: 100, TimeSpan.FromSeconds(2)))
            {
                await flood.EndAsync();
            }

            id = (long)(await AlarmAsync(running, "alarms", static _ => true))["id"]!;
            await Eventually.GetAsync(() => Task.FromResult(hook.Posts.FirstOrDefault(static post => post.Body.Contains("alarm.raised", StringComparison.Ordinal))), Patience, static () => "the webhook of the alarm");
            foreach (SunkPost post in hook.Posts)
            {
                IsSigned(post).Should().BeTrue("{0}", post.Signature);
            }

            SunkMail mail = await Eventually.GetAsync(() => Task.FromResult(mails.Mails is [SunkMail first, ..] ? first : null), Patience, static () => "the mail of the alarm");
            mail.To.Should().Equal("noc@example.com");
            mail.Text.Should().Contain("illegal calls (20020)").And.Contain("upper bound 20");
            await running.AddAsync($"alarms/{id}/acknowledge", new JsonObject { ["memo"] = "seen in the scenario" });

            // It goes by itself when the spike has been over for the period.
            JsonNode gone = await AlarmAsync(running, "alarms/history", alarm => (long)alarm["id"]! == id);
            ((string?)gone["memo"]).Should().Be("seen in the scenario");
            ((string?)gone["clearedBy"]).Should().Be("");
            await Eventually.GetAsync(() => Task.FromResult(hook.Posts.FirstOrDefault(static post => post.Body.Contains("alarm.cleared", StringComparison.Ordinal))), Patience, static () => "the webhook of its end");

            // And one that a program raises stays over the crash.
            await running.AddAsync("alarms", new JsonObject { ["object"] = "UPS 1", ["level"] = 2, ["detail"] = "on battery" });
            await running.KillAsync();
        }

        await using SwitchProcess again = await SwitchProcess.StartAsync(_data.FullName);
        JsonNode kept = await AlarmAsync(again, "alarms/history", alarm => (long)alarm["id"]! == id);
        ((string?)kept["acknowledgedBy"], (string?)kept["memo"], (int)kept["level"]!).Should().Be(("admin", "seen in the scenario", 3));
        JsonNode battery = SwitchProcess.Items(await again.GetAsync("alarms")).Single(static alarm => (string?)alarm["object"] == "UPS 1");
        await again.AddAsync($"alarms/{battery["id"]}/clear", new JsonObject());
        SwitchProcess.Items(await again.GetAsync("alarms")).Should().NotContain(static alarm => (string?)alarm["object"] == "UPS 1");
        await again.VerifiesAsync();
    }

    private static Task<JsonNode> AlarmAsync(SwitchProcess running, string list, Func<JsonNode, bool> isIt) => Eventually.GetAsync(
        async () => SwitchProcess.Items(await running.GetAsync(list)).FirstOrDefault(alarm => (int)alarm["type"]! == IllegalCalls && isIt(alarm)), Patience, () => $"alarm {IllegalCalls} in {list}");

    private static bool IsSigned(SunkPost post)
    {
        string[] parts = post.Signature.Split(',');
        string seconds = parts[0]["t=".Length..];
        byte[] hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{seconds}.{post.Body}"));
        return parts[1] == "v1=" + Convert.ToHexStringLower(hash);
    }
}
