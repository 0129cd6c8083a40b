using System.Globalization;
using Tandem.Routing.Alarms;
using Tandem.Store.Audit;
using Tandem.Store.Sealing;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Alarms;

/// <summary>The settings of alarms and of their delivery. Each change leaves an audit line; secrets are never in it.</summary>
public sealed class AlarmSettings(SqliteStore store, TimeProvider time)
{
    /// <summary>Settings at once; a further one is refused.</summary>
    public const int MostSettings = 1000;

    private const string Action = "alarm-setting";
    private const string Columns = "id, version, type, object, level, lower, upper, period, is_on, from_min, to_min, time_zone, mail, mail_to, webhook, voice, voice_to";
    private const string DeliveryColumns = "smtp_host, smtp_port, smtp_security, smtp_user, smtp_password, mail_from, webhook_url, webhook_secret, history_days";

    private const string MailPurpose = "alarm/smtp";
    private const string WebhookPurpose = "alarm/webhook";

    private IReadOnlyList<AlarmSetting>? _all;

    /// <summary>All of them, by type and object. From memory.</summary>
    public IReadOnlyList<AlarmSetting> All => Volatile.Read(ref _all) ?? Reread();

    /// <summary>One of them; null when there is none of that number.</summary>
    public AlarmSetting? Find(long id) => All.FirstOrDefault(setting => setting.Id == id);

    /// <summary>Adds one, and gives it a number.</summary>
    public async Task<(AlarmFault Fault, AlarmSetting? Made)> AddAsync(AlarmSetting setting, Author author, CancellationToken stop)
    {
        (AlarmFault, AlarmSetting?) result = await store.WriteAsync<(AlarmFault, AlarmSetting?)>(
            database =>
            {
                if (database.Number("SELECT count(*) FROM alarm_setting") >= MostSettings)
                {
                    return (AlarmFault.TooMany, null);
                }

                AlarmSetting made = setting with { Id = database.Number("SELECT coalesce(max(id), 0) + 1 FROM alarm_setting"), Version = 1 };
                Write(database, made);
                AuditTrail.Append(database, time.GetUtcNow(), author, Action, Named(made), "made", "", Told(made));
                return (AlarmFault.None, made);
            },
            stop);
        Reread();
        return result;
    }

    /// <summary>Changes one, or takes it out where <paramref name="change"/> answers null. <paramref name="version"/> is what it must have; null for any.</summary>
    public async Task<(AlarmFault Fault, AlarmSetting? After)> ChangeAsync(long id, long? version, Func<AlarmSetting, AlarmSetting?> change, Author author, CancellationToken stop)
    {
        (AlarmFault, AlarmSetting?) result = await store.WriteAsync<(AlarmFault, AlarmSetting?)>(
            database =>
            {
                AlarmSetting? before = Read(database.Sql($"SELECT {Columns} FROM alarm_setting WHERE id = ?").Bind(id)).FirstOrDefault();
                if (before is null)
                {
                    return (AlarmFault.NotFound, null);
                }

                if (version is { } known && known != before.Version)
                {
                    return (AlarmFault.Stale, null);
                }

                AlarmSetting? after = change(before) is { } changed ? changed with { Id = id, Version = before.Version + 1 } : null;
                if (after is null)
                {
                    database.Sql("DELETE FROM alarm_setting WHERE id = ?").Bind(id).Run();
                }
                else
                {
                    Write(database, after);
                }

                AuditTrail.Append(database, time.GetUtcNow(), author, Action, Named(before), after is null ? "deleted" : "changed", Told(before), after is null ? "" : Told(after));
                return (AlarmFault.None, after);
            },
            stop);
        Reread();
        return result;
    }

    /// <summary>How alarms leave the switch.</summary>
    public AlarmDelivery Delivery() => store.Read(Delivery);

    /// <summary>Changes how alarms leave the switch.</summary>
    public Task<(AlarmFault Fault, AlarmDelivery? After)> ChangeDeliveryAsync(long? version, Func<AlarmDelivery, AlarmDelivery> change, Author author, CancellationToken stop) =>
        store.WriteAsync<(AlarmFault, AlarmDelivery?)>(
            database =>
            {
                AlarmDelivery before = Delivery(database);
                if (version is { } known && known != before.Version)
                {
                    return (AlarmFault.Stale, null);
                }

                AlarmDelivery after = change(before) with { Version = before.Version + 1 };
                Write(database, after);
                AuditTrail.Append(database, time.GetUtcNow(), author, Action, "delivery", "changed", Told(before, before), Told(after, before));
                return (AlarmFault.None, after);
            },
            stop);

    /// <summary>The word of it in the database and the API.</summary>
    public static string Word(MailSecurity security) => security switch
    {
        MailSecurity.None => "none",
        MailSecurity.Tls => "tls",
        _ => "startTls",
    };

    /// <summary>The word's meaning; null when it has none.</summary>
    public static MailSecurity? Security(string word) => word switch
    {
        "none" => MailSecurity.None,
        "startTls" => MailSecurity.StartTls,
        "tls" => MailSecurity.Tls,
        _ => null,
    };

    /// <summary>How alarms leave the switch, its secrets open.</summary>
    internal static AlarmDelivery Delivery(Database database)
    {
        SealRing ring = database.Seal;
        Statement row = database.Sql($"SELECT {DeliveryColumns}, version FROM alarm_delivery WHERE id = 1");
        row.Step();
        var delivery = new AlarmDelivery(
            row.Text(0), row.Int(1), Security(row.Text(2)) ?? MailSecurity.StartTls, row.Text(3), ring.Open(MailPurpose, row.Text(4)), row.Text(5), row.Text(6),
            ring.Open(WebhookPurpose, row.Text(7)), row.Int(8), row.Long(9));
        row.Reset();
        return delivery;
    }

    /// <summary>Writes it, its secrets sealed.</summary>
    internal static void Write(Database database, AlarmDelivery delivery) =>
        database.Sql($"INSERT OR REPLACE INTO alarm_delivery ({DeliveryColumns}, version, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)")
            .Bind(delivery.SmtpHost).Bind(delivery.SmtpPort).Bind(Word(delivery.Security)).Bind(delivery.SmtpUser).Bind(database.Seal.Seal(MailPurpose, delivery.SmtpPassword)).Bind(delivery.MailFrom)
            .Bind(delivery.WebhookUrl).Bind(database.Seal.Seal(WebhookPurpose, delivery.WebhookSecret)).Bind(delivery.HistoryDays).Bind(delivery.Version).Run();

    private List<AlarmSetting> Reread()
    {
        List<AlarmSetting> all = store.Read(static database => Read(database.Sql($"SELECT {Columns} FROM alarm_setting ORDER BY type, object, level, id")));
        Volatile.Write(ref _all, all);
        return all;
    }

    private static void Write(Database database, AlarmSetting setting) =>
        database.Sql($"INSERT OR REPLACE INTO alarm_setting ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .Bind(setting.Id).Bind(setting.Version).Bind(setting.Type).Bind(setting.Object).Bind((int)setting.Level).Bind(AlarmStore.Units(setting.Lower)).Bind(AlarmStore.Units(setting.Upper))
            .Bind(setting.Period).Bind(setting.IsOn ? 1 : 0).Bind(setting.From).Bind(setting.To).Bind(setting.TimeZone).Bind(setting.Mail ? 1 : 0).Bind(string.Join('\n', setting.MailTo))
            .Bind(setting.Webhook ? 1 : 0).Bind(setting.Voice ? 1 : 0).Bind(string.Join('\n', setting.VoiceTo)).Run();

    private static List<AlarmSetting> Read(Statement rows)
    {
        var settings = new List<AlarmSetting>();
        while (rows.Step())
        {
            settings.Add(new(rows.Long(0), rows.Int(2), rows.Text(3), (AlarmLevel)rows.Int(4), AlarmStore.Money(rows, 5), AlarmStore.Money(rows, 6), rows.Int(7))
            {
                Version = rows.Long(1),
                IsOn = rows.Int(8) != 0,
                From = rows.Int(9),
                To = rows.Int(10),
                TimeZone = rows.Text(11),
                Mail = rows.Int(12) != 0,
                MailTo = rows.Text(13).Split('\n', StringSplitOptions.RemoveEmptyEntries),
                Webhook = rows.Int(14) != 0,
                Voice = rows.Int(15) != 0,
                VoiceTo = rows.Text(16).Split('\n', StringSplitOptions.RemoveEmptyEntries),
            });
        }

        return settings;
    }

    private static string Named(AlarmSetting setting) => string.Create(CultureInfo.InvariantCulture, $"{setting.Type} {setting.Object}").TrimEnd();

    private static string Told(AlarmSetting setting) => string.Create(
        CultureInfo.InvariantCulture,
        $"level {(int)setting.Level}\nlower {setting.Lower}\nupper {setting.Upper}\nperiod {setting.Period}\non {setting.IsOn}\nminutes {setting.From}-{setting.To} {setting.TimeZone}\nmail {setting.Mail} {string.Join(' ', setting.MailTo)}\nvoice {setting.Voice} {string.Join(' ', setting.VoiceTo)}\nwebhook {setting.Webhook}");

    /// <summary>Of a secret: whether there is one, and whether it is another one now.</summary>
    private static string Told(AlarmDelivery delivery, AlarmDelivery before) => string.Create(
        CultureInfo.InvariantCulture,
        $"mail {delivery.SmtpHost}:{delivery.SmtpPort} {Word(delivery.Security)} user {delivery.SmtpUser} password {Secret(delivery.SmtpPassword, before.SmtpPassword)} from {delivery.MailFrom}\nwebhook {delivery.WebhookUrl} secret {Secret(delivery.WebhookSecret, before.WebhookSecret)}\nhistory {delivery.HistoryDays}");

    private static string Secret(string secret, string before) => secret.Length == 0 ? "none" : secret == before ? "set" : "set anew";
}
