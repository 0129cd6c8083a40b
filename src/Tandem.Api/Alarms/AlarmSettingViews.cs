using System.Globalization;
using Tandem.Api.Problems;
using Tandem.Routing.Alarms;
using Tandem.Store.Alarms;

namespace Tandem.Api.Alarms;

/// <summary>When an alarm comes and goes, and who is told.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Type">VOS3000's code.</param>
/// <param name="TypeName">The type's name.</param>
/// <param name="Object">Trunk or account; empty for all that have no setting of their own.</param>
/// <param name="Level">0 general, 1 minor, 2 major, 3 critical.</param>
/// <param name="Lower">There is an alarm below it.</param>
/// <param name="Upper">There is an alarm above it.</param>
/// <param name="Period">Seconds over which the value is taken, where it is one over time; and for which it must be back inside before the alarm goes.</param>
/// <param name="On">Off watches nothing.</param>
/// <param name="From">Time of day from which it is in force, such as 08:30; the same as <paramref name="To"/> is all day.</param>
/// <param name="To">Time of day up to which it is in force.</param>
/// <param name="TimeZone">The zone of these times; empty is UTC.</param>
/// <param name="Mail">Whether a mail is sent.</param>
/// <param name="MailTo">Where to.</param>
/// <param name="Webhook">Whether the webhook is called.</param>
/// <param name="Voice">Whether somebody is called by telephone, until the alarm is acknowledged.</param>
/// <param name="VoiceTo">The numbers, in the order in which they are called.</param>
public sealed record AlarmSettingView(
    long Id, int Type, string TypeName, string Object, int Level, decimal? Lower, decimal? Upper, int Period, bool On, string From, string To, string TimeZone, bool Mail, IReadOnlyList<string> MailTo,
    bool Webhook, bool Voice, IReadOnlyList<string> VoiceTo)
{
    public static AlarmSettingView Of(AlarmSetting setting) => new(
        setting.Id, setting.Type, AlarmType.Find(setting.Type)?.Name ?? "", setting.Object, (int)setting.Level, setting.Lower, setting.Upper, setting.Period, setting.IsOn, Time(setting.From),
        Time(setting.To), setting.TimeZone, setting.Mail, setting.MailTo, setting.Webhook, setting.Voice, setting.VoiceTo);

    private static string Time(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}

/// <summary>A setting as it is to be.</summary>
public sealed record AlarmSettingEdit(
    int Type, int Level, int Period = 60, string? Object = null, decimal? Lower = null, decimal? Upper = null, bool On = true, string? From = null, string? To = null, string? TimeZone = null, bool Mail = false,
    IReadOnlyList<string>? MailTo = null, bool Webhook = true, bool Voice = false, IReadOnlyList<string>? VoiceTo = null)
{
    /// <summary>The setting; times that can't be read are problems.</summary>
    internal AlarmSetting Read(List<ProblemEntry> problems)
    {
        string[] to = [.. MailTo ?? []];
        return new(0, Type, Object ?? "", (AlarmLevel)Level, Lower, Upper, Period)
        {
            IsOn = On,
            From = Minute(nameof(From), From, problems),
            To = Minute(nameof(To), To, problems),
            TimeZone = TimeZone ?? "",
            Mail = Mail,
            MailTo = to,
            Webhook = Webhook,
            Voice = Voice,
            VoiceTo = [.. VoiceTo ?? []],
        };
    }

    private static int Minute(string name, string? text, List<ProblemEntry> problems)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 0;
        }

        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time))
        {
            return (time.Hour * 60) + time.Minute;
        }

        problems.Add(new(name.ToLowerInvariant(), "A time of day such as 08:30."));
        return 0;
    }
}

/// <summary>How the last try to tell somebody went.</summary>
/// <param name="At">When.</param>
/// <param name="Failure">What went wrong; empty for nothing.</param>
public sealed record DeliveryOutcomeView(DateTimeOffset At, string Failure)
{
    public static DeliveryOutcomeView? Of(DeliveryOutcome? outcome) => outcome is null ? null : new(outcome.At, outcome.Failure);
}

/// <summary>How alarms leave the switch; without the secrets.</summary>
/// <param name="SmtpHost">The mail server; empty for no mail.</param>
/// <param name="SmtpPort">Its port.</param>
/// <param name="SmtpSecurity">none, startTls or tls.</param>
/// <param name="SmtpUser">The name to sign in by; empty for none.</param>
/// <param name="HasSmtpPassword">Whether there is a password.</param>
/// <param name="MailFrom">The sender's address.</param>
/// <param name="WebhookUrl">Where a POST goes for each alarm; empty for none.</param>
/// <param name="HasWebhookSecret">Whether it is signed.</param>
/// <param name="HistoryDays">Days after which an alarm that has gone is forgotten; 0 is never.</param>
/// <param name="LastMail">How the last mail went; null before the first.</param>
/// <param name="LastWebhook">How the last call of the webhook went; null before the first.</param>
/// <param name="LastVoice">How the last voice call went; null before the first.</param>
public sealed record AlarmDeliveryView(
    string SmtpHost, int SmtpPort, string SmtpSecurity, string SmtpUser, bool HasSmtpPassword, string MailFrom, string WebhookUrl, bool HasWebhookSecret, int HistoryDays, DeliveryOutcomeView? LastMail,
    DeliveryOutcomeView? LastWebhook, DeliveryOutcomeView? LastVoice)
{
    public static AlarmDeliveryView Of(AlarmDelivery delivery, AlarmBook book) => new(
        delivery.SmtpHost, delivery.SmtpPort, AlarmSettings.Word(delivery.Security), delivery.SmtpUser, delivery.SmtpPassword.Length > 0, delivery.MailFrom, delivery.WebhookUrl,
        delivery.WebhookSecret.Length > 0, delivery.HistoryDays, DeliveryOutcomeView.Of(book.Mail), DeliveryOutcomeView.Of(book.Webhook), DeliveryOutcomeView.Of(book.Voice));
}

/// <summary>How alarms are to leave the switch. A secret that is left out stays as it is while server and user, or URL, stay; empty takes it out.</summary>
public sealed record AlarmDeliveryEdit(
    string? SmtpHost = null, int SmtpPort = 587, string? SmtpSecurity = null, string? SmtpUser = null, string? SmtpPassword = null, string? MailFrom = null, string? WebhookUrl = null, string? WebhookSecret = null,
    int HistoryDays = 365);
