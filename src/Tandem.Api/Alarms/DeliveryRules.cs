using Tandem.Api.Problems;
using Tandem.Routing.Alarms;
using Tandem.Store.Alarms;

namespace Tandem.Api.Alarms;

/// <summary>What mail server, webhook and history may be. Pure.</summary>
internal static class DeliveryRules
{
    private const int LongestHost = 253;
    private const int LongestSecret = 256;
    private const int LongestUrl = 2000;
    private const int ShortestSecret = 16;
    private const int MostDays = 36_500;

    public static IReadOnlyList<ProblemEntry> Check(AlarmDeliveryEdit edit)
    {
        List<ProblemEntry> problems = [];
        bool hasServer = !string.IsNullOrEmpty(edit.SmtpHost);
        if (hasServer && (edit.SmtpHost!.Length > LongestHost || Uri.CheckHostName(edit.SmtpHost.Trim('[', ']')) == UriHostNameType.Unknown))
        {
            problems.Add(new("smtpHost", "A name or an address, without a port."));
        }

        if (edit.SmtpPort is < 1 or > ushort.MaxValue)
        {
            problems.Add(new("smtpPort", "1 to 65535; usual are 587 for startTls, 465 for tls, 25 for none."));
        }

        if (edit.SmtpSecurity is { } word && AlarmSettings.Security(word) is null)
        {
            problems.Add(new("smtpSecurity", "none, startTls or tls."));
        }

        if (!string.IsNullOrEmpty(edit.SmtpUser) && edit.SmtpSecurity == "none")
        {
            problems.Add(new("smtpSecurity", "startTls or tls: a password does not go in clear."));
        }

        CheckText("smtpUser", edit.SmtpUser, problems);
        CheckText("smtpPassword", edit.SmtpPassword, problems);
        if (hasServer ? !AlarmRules.IsAddress(edit.MailFrom ?? "") : !string.IsNullOrEmpty(edit.MailFrom) && !AlarmRules.IsAddress(edit.MailFrom))
        {
            problems.Add(new("mailFrom", "The address that mails come from, such as tandem@example.com."));
        }

        if (!string.IsNullOrEmpty(edit.WebhookUrl)
            && (edit.WebhookUrl.Length > LongestUrl || !Uri.TryCreate(edit.WebhookUrl, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0))
        {
            problems.Add(new("webhookUrl", "An http or https URL, without a password in it."));
        }

        if (edit.WebhookSecret is { Length: > 0 } secret && (secret.Length < ShortestSecret || secret.Length > LongestSecret))
        {
            problems.Add(new("webhookSecret", $"{ShortestSecret} to {LongestSecret} characters."));
        }

        if (edit.HistoryDays is < 0 or > MostDays)
        {
            problems.Add(new("historyDays", $"0 to {MostDays}; 0 keeps the history for ever."));
        }

        return problems;
    }

    /// <summary>The edit over what was. A secret goes to whom it was given for, and to nobody else: another server or URL needs it anew.</summary>
    public static AlarmDelivery Apply(AlarmDeliveryEdit edit, AlarmDelivery before)
    {
        var after = new AlarmDelivery(
            edit.SmtpHost ?? "", edit.SmtpPort, AlarmSettings.Security(edit.SmtpSecurity ?? "") ?? MailSecurity.StartTls, edit.SmtpUser ?? "", "", edit.MailFrom ?? "", edit.WebhookUrl ?? "", "",
            edit.HistoryDays, before.Version);
        bool isSameServer = (after.SmtpHost, after.SmtpPort, after.SmtpUser) == (before.SmtpHost, before.SmtpPort, before.SmtpUser) && after.Security != MailSecurity.None;
        return after with
        {
            SmtpPassword = edit.SmtpPassword ?? (isSameServer ? before.SmtpPassword : ""),
            WebhookSecret = edit.WebhookSecret ?? (after.WebhookUrl == before.WebhookUrl ? before.WebhookSecret : ""),
        };
    }

    private static void CheckText(string name, string? text, List<ProblemEntry> problems)
    {
        if (text is not null && (text.Length > LongestSecret || text.Any(char.IsControl)))
        {
            problems.Add(new(name, $"Up to {LongestSecret} characters."));
        }
    }
}
