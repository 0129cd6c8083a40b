namespace Tandem.Store.Alarms;

/// <summary>How a connection to the mail server is kept private.</summary>
public enum MailSecurity
{
    /// <summary>Not at all: for a server on the same machine.</summary>
    None,

    /// <summary>STARTTLS (RFC 3207), and no mail without it.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Tls,
}

/// <summary>How alarms leave the switch.</summary>
/// <param name="SmtpHost">The mail server; empty for no mail.</param>
/// <param name="SmtpPort">Its port.</param>
/// <param name="Security">How the connection is kept private.</param>
/// <param name="SmtpUser">The name to sign in by; empty for none.</param>
/// <param name="SmtpPassword">Its password. Never shown.</param>
/// <param name="MailFrom">The sender's address.</param>
/// <param name="WebhookUrl">Where a POST goes for each alarm; empty for none.</param>
/// <param name="WebhookSecret">What the POST is signed with. Never shown.</param>
/// <param name="HistoryDays">Days after which an alarm that has gone is forgotten; 0 is never.</param>
/// <param name="Version">How often it was changed.</param>
public sealed record AlarmDelivery(
    string SmtpHost, int SmtpPort, MailSecurity Security, string SmtpUser, string SmtpPassword, string MailFrom, string WebhookUrl, string WebhookSecret, int HistoryDays, long Version);

/// <summary>How the last try to tell somebody went.</summary>
/// <param name="At">When.</param>
/// <param name="Failure">What went wrong; empty for nothing.</param>
public sealed record DeliveryOutcome(DateTimeOffset At, string Failure);
