namespace Tandem.Routing.Alarms;

/// <summary>What an alarm is about.</summary>
public enum AlarmSubject
{
    /// <summary>The switch as a whole; the object has no name.</summary>
    Switch,
    IngressTrunk,
    EgressTrunk,
    Account,

    /// <summary>Whatever a program outside calls it.</summary>
    Outside,
}

/// <summary>A kind of alarm.</summary>
/// <param name="Code">VOS3000's number of it; 30000 is ours, for what programs outside raise.</param>
/// <param name="Name">The word that metrics and programs know it by.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Unit">What the value counts.</param>
/// <param name="LongestPeriod">Seconds that a period may have; what is sampled keeps an hour at most.</param>
/// <param name="Meaning">What the value is, in words.</param>
public sealed record AlarmType(int Code, string Name, AlarmSubject Subject, string Unit, int LongestPeriod, string Meaning)
{
    public const int EgressAsr = 20000;
    public const int EgressAcd = 20001;
    public const int EgressDrop = 20002;
    public const int Cpu = 20003;
    public const int Memory = 20004;
    public const int Disk = 20005;
    public const int RecordsWaiting = 20006;
    public const int Balance = 20007;
    public const int PacketsIn = 20009;
    public const int RateIn = 20010;
    public const int PacketsOut = 20011;
    public const int RateOut = 20012;
    public const int IngressAsr = 20013;
    public const int IngressAcd = 20014;
    public const int IngressDrop = 20015;
    public const int CallDuration = 20016;
    public const int Database = 20017;
    public const int ProcessEnded = 20018;
    public const int IllegalCalls = 20020;
    public const int ClockOffset = 20021;
    public const int EgressRise = 20022;
    public const int IngressRise = 20023;
    public const int Outside = 30000;

    /// <summary>Ours: VOS3000 has no archive.</summary>
    public const int Archive = 30001;

    /// <summary>Ours: guessing that is spread over many sources breaks no rule of the firewall.</summary>
    public const int WrongPasswords = 30002;

    private const int Hour = 3600;
    private const int Day = 86_400;

    /// <summary>All of them, by code.</summary>
    public static readonly IReadOnlyList<AlarmType> All =
    [
        new(EgressAsr, "egress_asr", AlarmSubject.EgressTrunk, "%", Hour, "Answered part of the attempts on the egress trunk that ended in the period; from ten attempts on."),
        new(EgressAcd, "egress_acd", AlarmSubject.EgressTrunk, "s", Hour, "Average duration of the egress trunk's answered calls that ended in the period; from ten answered calls on."),
        new(EgressDrop, "egress_drop", AlarmSubject.EgressTrunk, "calls", Hour, "Calls at once on the egress trunk that are fewer than the most within the period."),
        new(Cpu, "cpu", AlarmSubject.Switch, "%", Hour, "Busy part of the machine's processors, on average over the period."),
        new(Memory, "memory", AlarmSubject.Switch, "%", Day, "Part of the machine's memory that is in use."),
        new(Disk, "disk", AlarmSubject.Switch, "%", Day, "Part of the disk of the data directory that is in use."),
        new(RecordsWaiting, "records_waiting", AlarmSubject.Switch, "records", Day, "Call records that wait in the journal for the database."),
        new(Balance, "balance", AlarmSubject.Account, "", Day, "The account's balance."),
        new(PacketsIn, "packets_in", AlarmSubject.Switch, "packets/s", Hour, "Packets that the machine's networks receive a second, on average over the period."),
        new(RateIn, "rate_in", AlarmSubject.Switch, "Mbit/s", Hour, "Data that the machine's networks receive, on average over the period."),
        new(PacketsOut, "packets_out", AlarmSubject.Switch, "packets/s", Hour, "Packets that the machine's networks send a second, on average over the period."),
        new(RateOut, "rate_out", AlarmSubject.Switch, "Mbit/s", Hour, "Data that the machine's networks send, on average over the period."),
        new(IngressAsr, "ingress_asr", AlarmSubject.IngressTrunk, "%", Hour, "Answered part of the ingress trunk's calls that ended in the period; from ten calls on."),
        new(IngressAcd, "ingress_acd", AlarmSubject.IngressTrunk, "s", Hour, "Average duration of the ingress trunk's answered calls that ended in the period; from ten answered calls on."),
        new(IngressDrop, "ingress_drop", AlarmSubject.IngressTrunk, "calls", Hour, "Calls at once on the ingress trunk that are fewer than the most within the period."),
        new(CallDuration, "call_duration", AlarmSubject.Switch, "s", Day, "Seconds that the longest call in progress has talked."),
        new(Database, "database", AlarmSubject.Switch, "s", Day, "Seconds for which the database has not been readable, or has taken no records."),
        new(ProcessEnded, "process_ended", AlarmSubject.Switch, "", Day, "Media nodes that do not answer, and times that the media process was started anew in the period."),
        new(IllegalCalls, "illegal_calls", AlarmSubject.Switch, "attempts", Hour, "Illegal attempts in the period; those of white-listed sources are left out."),
        new(ClockOffset, "clock_offset", AlarmSubject.Switch, "s", Day, "Seconds that the clock was set by in the period, forward or back; the largest step."),
        new(EgressRise, "egress_rise", AlarmSubject.EgressTrunk, "calls", Hour, "Calls at once on the egress trunk that are more than the fewest within the period."),
        new(IngressRise, "ingress_rise", AlarmSubject.IngressTrunk, "calls", Hour, "Calls at once on the ingress trunk that are more than the fewest within the period."),
        new(Outside, "outside", AlarmSubject.Outside, "", Day, "What a program outside says; its setting says only who is told."),
        new(Archive, "archive", AlarmSubject.Switch, "s", Day, "Seconds for which nothing could be archived (--archive); 0 without an archive."),
        new(WrongPasswords, "wrong_passwords", AlarmSubject.Switch, "passwords", Hour, "Wrong passwords in the period, for calls and registrations, from whatever sources; those of white-listed ones are left out."),
    ];

    private static readonly Dictionary<int, AlarmType> ByCode = All.ToDictionary(static type => type.Code);

    /// <summary>The type of a code; null when there is none here.</summary>
    public static AlarmType? Find(int code) => ByCode.GetValueOrDefault(code);
}
