using Tandem.Routing.Numbers;
using Tandem.Routing.Plan;

namespace Tandem.Routing.Alarms;

/// <summary>What a setting must be. Pure.</summary>
public static class AlarmRules
{
    /// <summary>Seconds of the shortest period.</summary>
    public const int ShortestPeriod = 5;

    /// <summary>Numbers of one setting.</summary>
    public const int MostNumbers = 20;

    /// <summary>Addresses of one setting.</summary>
    public const int MostAddresses = 20;

    private const int MinutesADay = 24 * 60;
    private const int LongestAddress = 254;
    private const decimal LargestBound = 1_000_000_000m;

    /// <summary>All that is wrong with a setting under this plan.</summary>
    public static IReadOnlyList<PlanProblem> Check(AlarmSetting setting, PlanDocument plan)
    {
        var problems = new List<PlanProblem>();
        if (AlarmType.Find(setting.Type) is not { } type)
        {
            problems.Add(new("type", $"There is no alarm type {setting.Type}; GET /api/v1/alarms/types lists them."));
            return problems;
        }

        CheckObject(setting, type, plan, problems);
        CheckBounds(setting, type, problems);
        if (setting.Period < ShortestPeriod || setting.Period > type.LongestPeriod)
        {
            problems.Add(new("period", $"{ShortestPeriod} to {type.LongestPeriod} seconds."));
        }

        if (!Enum.IsDefined(setting.Level))
        {
            problems.Add(new("level", "0 general, 1 minor, 2 major or 3 critical."));
        }

        if (setting.From is < 0 or >= MinutesADay || setting.To is < 0 or >= MinutesADay)
        {
            problems.Add(new("from", "A time of day such as 08:30, up to 23:59."));
        }

        if (setting.TimeZone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(setting.TimeZone, out _))
        {
            problems.Add(new("timeZone", $"There is no time zone '{setting.TimeZone}'; a name is such as Europe/Berlin."));
        }

        CheckMail(setting, problems);
        CheckVoice(setting, problems);
        return problems;
    }

    /// <summary>Whether a text can be a mail address: one @ between two parts, nothing that would be another header or address.</summary>
    public static bool IsAddress(string text)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal);
        return text.Length <= LongestAddress && at > 0 && at < text.Length - 1 && text.LastIndexOf('@') == at
            && text.All(static letter => letter is > ' ' and < '\x7f' and not (',' or ';' or '<' or '>' or '"' or '(' or ')' or '\\'));
    }

    private static void CheckObject(AlarmSetting setting, AlarmType type, PlanDocument plan, List<PlanProblem> problems)
    {
        bool isThere = setting.Object.Length == 0 || type.Subject switch
        {
            AlarmSubject.IngressTrunk => plan.IngressTrunks.Any(trunk => trunk.Name == setting.Object),
            AlarmSubject.EgressTrunk => plan.EgressTrunks.Any(trunk => trunk.Name == setting.Object),
            AlarmSubject.Account => plan.Accounts.Any(account => account.Name == setting.Object),
            AlarmSubject.Outside => setting.Object.Length <= Alarm.LongestObject,
            _ => false,
        };
        if (!isThere)
        {
            problems.Add(new("object", type.Subject switch
            {
                AlarmSubject.IngressTrunk => $"There is no ingress trunk '{setting.Object}'; empty is all of them.",
                AlarmSubject.EgressTrunk => $"There is no egress trunk '{setting.Object}'; empty is all of them.",
                AlarmSubject.Account => $"There is no account '{setting.Object}'; empty is all of them.",
                AlarmSubject.Outside => $"Up to {Alarm.LongestObject} characters.",
                _ => "This alarm is about the switch as a whole: leave it empty.",
            }));
        }
    }

    private static void CheckBounds(AlarmSetting setting, AlarmType type, List<PlanProblem> problems)
    {
        if (type.Subject != AlarmSubject.Outside && setting.Lower is null && setting.Upper is null)
        {
            problems.Add(new("upper", "At least one bound, upper or lower."));
        }

        if (setting.Lower > setting.Upper)
        {
            problems.Add(new("lower", "No more than upper: there would always be an alarm."));
        }

        if (setting.Lower is < -LargestBound or > LargestBound)
        {
            problems.Add(new("lower", "Between -1000000000 and 1000000000."));
        }

        if (setting.Upper is < -LargestBound or > LargestBound)
        {
            problems.Add(new("upper", "Between -1000000000 and 1000000000."));
        }
    }

    private static void CheckMail(AlarmSetting setting, List<PlanProblem> problems)
    {
        if (setting.Mail && setting.MailTo.Count == 0)
        {
            problems.Add(new("mailTo", "At least one address, or no mail."));
        }

        if (setting.MailTo.Count > MostAddresses)
        {
            problems.Add(new("mailTo", $"Up to {MostAddresses} addresses."));
        }

        for (int i = 0; i < setting.MailTo.Count; i++)
        {
            if (!IsAddress(setting.MailTo[i]))
            {
                problems.Add(new($"mailTo[{i}]", "An address such as noc@example.com."));
            }
        }
    }

    private static void CheckVoice(AlarmSetting setting, List<PlanProblem> problems)
    {
        if (setting.Voice && setting.VoiceTo.Count == 0)
        {
            problems.Add(new("voiceTo", "At least one number, or no voice call."));
        }

        if (setting.VoiceTo.Count > MostNumbers)
        {
            problems.Add(new("voiceTo", $"Up to {MostNumbers} numbers."));
        }

        for (int i = 0; i < setting.VoiceTo.Count; i++)
        {
            if (!NumberText.IsDialled(setting.VoiceTo[i]))
            {
                problems.Add(new($"voiceTo[{i}]", $"A number as a caller would dial it: up to {NumberText.Longest} digits, +, * or #."));
            }
        }
    }
}
