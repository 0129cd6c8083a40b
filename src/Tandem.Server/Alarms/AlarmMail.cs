using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Tandem.Store.Alarms;

namespace Tandem.Server.Alarms;

/// <summary>Sends alarms by mail (RFC 5321). Several that wait for the same people are one mail.</summary>
internal sealed class AlarmMail(string node, Func<AlarmDelivery> delivery, Action<long> mailed)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private HashSet<string> _sent = [];

    /// <summary>Sends them; answers what went wrong, empty for nothing. Of a batch that is tried again, mails that were taken are not sent twice.</summary>
    public async Task<string> SendAsync(IReadOnlyList<AlarmNotice> notices, CancellationToken stop)
    {
        AlarmDelivery how = delivery();
        if (how.SmtpHost.Length == 0 || how.MailFrom.Length == 0)
        {
            return "no mail server is set; see the alarm settings";
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(Longest);
        try
        {
            using var client = new SmtpClient { Timeout = (int)Longest.TotalMilliseconds };
            SecureSocketOptions security = how.Security switch
            {
                MailSecurity.None => SecureSocketOptions.None,
                MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
                _ => SecureSocketOptions.StartTls,
            };
            await client.ConnectAsync(how.SmtpHost, how.SmtpPort, security, late.Token);
            if (how.SmtpUser.Length > 0)
            {
                await client.AuthenticateAsync(how.SmtpUser, how.SmtpPassword, late.Token);
            }

            foreach (IGrouping<string, AlarmNotice> group in notices.Where(notice => !_sent.Contains(notice.Number)).GroupBy(static notice => string.Join(',', notice.MailTo)))
            {
                AlarmNotice[] together = [.. group];
                using MimeMessage message = Write(together, how.MailFrom);
                await client.SendAsync(message, late.Token);
                foreach (AlarmNotice notice in together)
                {
                    _sent.Add(notice.Number);
                    mailed(notice.Alarm.Id);
                }
            }

            await client.DisconnectAsync(quit: true, late.Token);
        }
        catch (Exception failure) when (failure is CommandException or ProtocolException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException or ServiceNotAuthenticatedException
            or IOException or SocketException or TimeoutException or NotSupportedException or InvalidOperationException or ArgumentException or FormatException)
        {
            return failure.Message.ReplaceLineEndings(" ");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"no answer from {how.SmtpHost} within {Longest.TotalSeconds:0} s";
        }

        _sent = [];
        return "";
    }

    private MimeMessage Write(AlarmNotice[] notices, string from)
    {
        var message = new MimeMessage
        {
            Subject = notices.Length == 1 ? $"[{node}] {notices[0].Headline()}" : $"[{node}] {notices.Length} alarms, the first: {notices[0].Headline()}",
            Body = new TextPart("plain") { Text = string.Join("\n\n", notices.Select(static notice => notice.Text())) + "\n" },
        };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.AddRange(notices[0].MailTo.Select(static address => MailboxAddress.Parse(address)));

        // Nobody's holiday notice is to answer (RFC 3834 §5).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
