using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Routing.Alarms;
using Tandem.Server.Alarms;
using Tandem.Store.Alarms;
using Tandem.TestKit;
using Tandem.Tests.Store;

namespace Tandem.Tests.Server.Alarms;

public sealed class AlarmDeliveryTests
{
    private const string Here = "127.0.0.81";
    private static readonly AlarmDelivery None = new("", 25, MailSecurity.None, "", "", "", "", "", 365, 1);
    private static readonly Alarm Disk = new(7, AlarmType.Disk, "", AlarmLevel.Critical, 98.5m, Samples.Start) { Upper = 97, Detail = "0.1 GB are free\r\nBcc: evil@example.com" };

    [Fact]
    public async Task A_mail_says_what_is_the_matter_and_several_for_the_same_people_are_one()
    {
        await using SmtpSink sink = SmtpSink.Start(Here);
        List<long> mailed = [];
        var mail = new AlarmMail("n1", () => None with { SmtpHost = Here, SmtpPort = sink.Port, MailFrom = "tandem@example.com" }, mailed.Add);
        AlarmNotice notice = new("7-raised", AlarmNewsKind.Raised, Disk, ["noc@example.com", "b@example.com"]);
        (await mail.SendAsync([notice, notice with { Number = "8-cleared", Kind = AlarmNewsKind.Cleared, Alarm = Disk with { Id = 8 } }, notice with { Number = "9-raised", MailTo = ["c@example.com"] }], CancellationToken.None))
            .Should().BeEmpty();
        sink.Mails.Should().HaveCount(2);
        sink.Mails[0].To.Should().Equal("noc@example.com", "b@example.com");
        sink.Mails[0].Text.Should().Contain("Subject: [n1] 2 alarms, the first: critical: disk (20005)").And.Contain("Value: 98.5 %, upper bound 97").And.Contain("Auto-Submitted: auto-generated")
            .And.NotContain("\nBcc:", "what is in a detail is no header");
        sink.Mails[1].To.Should().Equal("c@example.com");
        mailed.Should().Equal(7, 8, 7);
    }

    [Fact]
    public async Task A_mail_server_that_refuses_or_is_not_there_is_told_in_words()
    {
        await using SmtpSink sink = SmtpSink.Start(Here);
        sink.Refuses = true;
        var mail = new AlarmMail("n1", () => None with { SmtpHost = Here, SmtpPort = sink.Port, MailFrom = "tandem@example.com" }, static _ => { });
        AlarmNotice notice = new("7-raised", AlarmNewsKind.Raised, Disk, ["noc@example.com"]);
        (await mail.SendAsync([notice], CancellationToken.None)).Should().Contain("not now");
        sink.Refuses = false;
        (await mail.SendAsync([notice], CancellationToken.None)).Should().BeEmpty();
        (await new AlarmMail("n1", static () => None, static _ => { }).SendAsync([notice], CancellationToken.None)).Should().Contain("no mail server");
        (await new AlarmMail("n1", () => None with { SmtpHost = Here, SmtpPort = 1, MailFrom = "tandem@example.com" }, static _ => { }).SendAsync([notice], CancellationToken.None)).Should().NotBeEmpty();
        (await new AlarmMail("n1", () => None with { SmtpHost = Here, SmtpPort = sink.Port, MailFrom = "tandem@example.com", Security = MailSecurity.StartTls }, static _ => { }).SendAsync([notice], CancellationToken.None))
            .Should().NotBeEmpty("where TLS is asked for, nothing goes in clear");
        sink.Mails.Should().ContainSingle();
    }

    [Fact]
    public async Task A_webhook_is_signed_over_time_and_body()
    {
        const string Secret = "a secret of a webhook";
        await using HookSink sink = await HookSink.StartAsync(Here);
        var time = new FakeTimeProvider(Samples.Start);
        using var hook = new AlarmHook("n1", () => None with { WebhookUrl = sink.Url, WebhookSecret = Secret }, time);
        (await hook.SendAsync(new("7-raised", AlarmNewsKind.Raised, Disk, []), CancellationToken.None)).Should().BeEmpty();
        SunkPost post = sink.Posts.Should().ContainSingle().Subject;
        string seconds = $"{Samples.Start.ToUnixTimeSeconds()}";
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{seconds}.{post.Body}")));
        post.Signature.Should().Be($"t={seconds},v1={signature}");
        JsonNode said = JsonNode.Parse(post.Body)!;
        said["event"]!.ToString().Should().Be("alarm.raised");
        said["alarm"]!["typeName"]!.ToString().Should().Be("disk");
        said["alarm"]!["value"]!.ToString().Should().Be("98.5");
        sink.Answer = 500;
        (await hook.SendAsync(new("7-raised", AlarmNewsKind.Raised, Disk, []), CancellationToken.None)).Should().Be($"{Here} answered 500");
        sink.Answer = 302;
        (await hook.SendAsync(new("7-raised", AlarmNewsKind.Raised, Disk, []), CancellationToken.None)).Should().Be($"{Here} answered 302");
    }

    [Fact]
    public async Task What_can_not_be_sent_is_tried_again_in_order_and_let_go_in_the_end()
    {
        var time = new FakeTimeProvider(Samples.Start);
        var tried = new ConcurrentQueue<string>();
        using var asked = new SemaphoreSlim(0);
        bool works = false;
        await using var outbox = new AlarmOutbox(
            "test", 1,
            (notices, _) =>
            {
                tried.Enqueue(notices[0].Number);
                asked.Release();
                return Volatile.Read(ref works) ? Task.FromResult("") : throw new InvalidOperationException("no");
            },
            static _ => { }, time, NullLogger.Instance);
        outbox.Start();
        outbox.Post(new("1", AlarmNewsKind.Raised, Disk, []));
        outbox.Post(new("2", AlarmNewsKind.Raised, Disk, []));
        await UntilAsync(() => tried.Count >= 4);
        tried.Should().OnlyContain(static number => number == "1", "the second waits for the first");
        Volatile.Write(ref works, true);
        await UntilAsync(() => tried.Contains("2"));
        Volatile.Write(ref works, false);
        outbox.Post(new("3", AlarmNewsKind.Raised, Disk, []));
        await UntilAsync(() => outbox.LetGo == 1);
        tried.Count(static number => number == "3").Should().Be(AlarmOutbox.Tries);
        Volatile.Write(ref works, true);
        outbox.Post(new("4", AlarmNewsKind.Raised, Disk, []));
        await UntilAsync(() => tried.Contains("4"));

        // The worker may be on its way to its wait: the clock goes on until it is where it is to be.
        async Task UntilAsync(Func<bool> isSo)
        {
            while (!isSo())
            {
                time.Advance(AlarmOutbox.LongestWait);
                await asked.WaitAsync(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    [Fact]
    public void The_waits_grow_up_to_a_quarter_of_an_hour() =>
        Enumerable.Range(1, AlarmOutbox.Tries).Select(static attempt => AlarmOutbox.WaitAfter(attempt).TotalSeconds).Should().Equal(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900, 900);

    [Fact]
    public void A_queue_that_is_full_lets_go_what_comes()
    {
        var outbox = new AlarmOutbox("test", 1, static (_, _) => Task.FromResult(""), static _ => { }, TimeProvider.System, NullLogger.Instance);
        for (int i = 0; i < AlarmOutbox.MostWaiting + 3; i++)
        {
            outbox.Post(new($"{i}", AlarmNewsKind.Raised, Disk, []));
        }

        outbox.LetGo.Should().Be(3);
    }
}
