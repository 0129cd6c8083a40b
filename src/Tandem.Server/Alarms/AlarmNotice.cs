using System.Globalization;
using Tandem.Routing.Alarms;
using Tandem.Store.Alarms;

namespace Tandem.Server.Alarms;

/// <summary>What somebody outside is to be told of an alarm.</summary>
/// <param name="Number">Its number, so that one that comes twice is known.</param>
/// <param name="Kind">What has become of the alarm.</param>
/// <param name="Alarm">The alarm.</param>
/// <param name="MailTo">Who gets a mail; nobody for one that is for the webhook.</param>
internal sealed record AlarmNotice(string Number, AlarmNewsKind Kind, Alarm Alarm, IReadOnlyList<string> MailTo)
{
    /// <summary>The name of the event, as in the events of the API.</summary>
    public string Event => Kind switch
    {
        AlarmNewsKind.Cleared => "alarm.cleared",
        AlarmNewsKind.Acknowledged => "alarm.acknowledged",
        _ => "alarm.raised",
    };

    /// <summary>One line: what, where, how grave.</summary>
    public string Headline()
    {
        AlarmType? type = AlarmType.Find(Alarm.Type);
        string about = Alarm.Object.Length > 0 ? $" {Alarm.Object}" : "";
        string what = Kind == AlarmNewsKind.Cleared ? "cleared" : Alarm.Level.ToString().ToLowerInvariant();
        return OneLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {(type?.Name ?? "alarm").Replace('_', ' ')}{about} ({Alarm.Type})"));
    }

    /// <summary>The whole of it in some lines.</summary>
    public string Text()
    {
        AlarmType? type = AlarmType.Find(Alarm.Type);
        string bounds = (Alarm.Lower, Alarm.Upper) switch
        {
            (null, null) => "",
            (null, { } upper) => string.Create(CultureInfo.InvariantCulture, $", upper bound {upper}"),
            ({ } lower, null) => string.Create(CultureInfo.InvariantCulture, $", lower bound {lower}"),
            ({ } lower, { } upper) => string.Create(CultureInfo.InvariantCulture, $", bounds {lower} and {upper}"),
        };
        List<string> lines =
        [
            Headline(),
            type?.Meaning ?? "",
            string.Create(CultureInfo.InvariantCulture, $"Value: {Alarm.Value} {type?.Unit}").TrimEnd() + bounds,
            OneLine(Alarm.Detail),
            $"Since: {Alarm.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC",
            Alarm.StoppedAt is { } stopped ? $"Until: {stopped.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC" : "",
            Alarm.ClearedBy.Length > 0 ? $"Ended by: {Alarm.ClearedBy}" : "",
            string.Create(CultureInfo.InvariantCulture, $"Number: {Alarm.Id}"),
        ];
        return string.Join('\n', lines.Where(static line => line.Length > 0));
    }

    private static string OneLine(string text) => string.Concat(text.Select(static letter => char.IsControl(letter) ? ' ' : letter));
}
