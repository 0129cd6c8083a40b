using Tandem.Routing.Alarms;
using Tandem.Store.Alarms;

namespace Tandem.Api.Alarms;

/// <summary>An alarm that is there, or was.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Type">VOS3000's code of its type; 30000 for what programs outside raise.</param>
/// <param name="TypeName">The type's name.</param>
/// <param name="Object">The trunk, account or whatever it is about; empty for the switch.</param>
/// <param name="Level">0 general, 1 minor, 2 major, 3 critical.</param>
/// <param name="Value">The last value that was outside.</param>
/// <param name="Unit">What the value counts.</param>
/// <param name="Lower">The lower bound; null without one.</param>
/// <param name="Upper">The upper bound; null without one.</param>
/// <param name="Detail">What is known beside the value.</param>
/// <param name="StartedAt">When it came.</param>
/// <param name="StoppedAt">When it went; null while it is there.</param>
/// <param name="AcknowledgedBy">Who has taken note of it; empty for nobody.</param>
/// <param name="AcknowledgedAt">When he did.</param>
/// <param name="Memo">What he said.</param>
/// <param name="ClearedBy">Who ended it; empty when it went by itself.</param>
/// <param name="MailedAt">When the mail about it had gone.</param>
/// <param name="Setting">The number of the setting that it came by; 0 without one.</param>
public sealed record RaisedAlarmView(
    long Id, int Type, string TypeName, string Object, int Level, decimal Value, string Unit, decimal? Lower, decimal? Upper, string Detail, DateTimeOffset StartedAt, DateTimeOffset? StoppedAt,
    string AcknowledgedBy, DateTimeOffset? AcknowledgedAt, string Memo, string ClearedBy, DateTimeOffset? MailedAt, long Setting)
{
    public static RaisedAlarmView Of(Alarm alarm)
    {
        AlarmType? type = AlarmType.Find(alarm.Type);
        return new(
            alarm.Id, alarm.Type, type?.Name ?? "", alarm.Object, (int)alarm.Level, alarm.Value, type?.Unit ?? "", alarm.Lower, alarm.Upper, alarm.Detail, alarm.StartedAt, alarm.StoppedAt,
            alarm.ConfirmedBy, alarm.ConfirmedAt, alarm.Memo, alarm.ClearedBy, alarm.MailedAt, alarm.Setting);
    }
}

/// <summary>An alarm of a program outside.</summary>
/// <param name="Object">What it is about, in the program's words: one alarm for each.</param>
/// <param name="Level">0 general, 1 minor, 2 major, 3 critical.</param>
/// <param name="Detail">What is the matter.</param>
/// <param name="Value">A number that goes with it.</param>
public sealed record AlarmOrder(string Object, int Level, string? Detail = null, decimal? Value = null);

/// <summary>What somebody says who takes note of an alarm.</summary>
public sealed record AlarmMemo(string? Memo = null);

/// <summary>A type of alarm.</summary>
/// <param name="Type">VOS3000's code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Subject">What it is about: switch, ingressTrunk, egressTrunk, account or outside.</param>
/// <param name="Unit">What its value counts.</param>
/// <param name="LongestPeriod">The longest period of its settings, in seconds.</param>
/// <param name="Meaning">What its value is.</param>
public sealed record AlarmTypeView(int Type, string Name, string Subject, string Unit, int LongestPeriod, string Meaning)
{
    public static AlarmTypeView Of(AlarmType type)
    {
        string subject = type.Subject.ToString();
        return new(type.Code, type.Name, char.ToLowerInvariant(subject[0]) + subject[1..], type.Unit, type.LongestPeriod, type.Meaning);
    }
}

/// <summary>How many alarms are there, by level.</summary>
public sealed record AlarmCountsView(int General, int Minor, int Major, int Critical)
{
    public static AlarmCountsView Of(AlarmBook book)
    {
        ILookup<AlarmLevel, int> counts = book.Counts().ToLookup(static count => count.Level, static count => count.Count);
        return new(counts[AlarmLevel.General].Sum(), counts[AlarmLevel.Minor].Sum(), counts[AlarmLevel.Major].Sum(), counts[AlarmLevel.Critical].Sum());
    }
}
