using static Tandem.Routing.Plan.ParameterDefinition;

namespace Tandem.Routing.Plan;

/// <summary>The parameters SERVER_ARCHIVE_… and SERVER_AUTOCLEAN_…: how long what is kept.</summary>
internal static class KeepingParameters
{
    public static IEnumerable<ParameterDefinition> All =>
    [
        Whole("SERVER_ARCHIVE_BASE_HOURS", 1, 8760,
            static p => p.ArchiveBaseHours,
            static (p, v) => p with { ArchiveBaseHours = v },
            "Hours after which the archive (--archive) begins a new generation with a whole backup. A restore lays the pieces since the last one over it."),
        Whole("SERVER_ARCHIVE_EXPIRE_DAY", 0, 36_500,
            static p => p.ArchiveExpireDays,
            static (p, v) => p with { ArchiveExpireDays = v },
            "Days that the archive (--archive) leads back at least. What nobody needs for that is deleted, a generation at a time. 0 keeps all."),
        Whole("SERVER_ARCHIVE_PERIOD", 1, 3600,
            static p => p.ArchivePeriod,
            static (p, v) => p with { ArchivePeriod = v },
            "Seconds between two pieces of the archive (--archive): what is stored is in it that long afterwards at the latest."),
        Whole("SERVER_AUTOCLEAN_CDR_EXPIRE_DAY", 0, 36_500,
            static p => p.CdrExpireDays,
            static (p, v) => p with { CdrExpireDays = v },
            "Days after which call records are removed, with their messages. What they charged stays in the ledger. 0 keeps them for ever."),
        Whole("SERVER_AUTOCLEAN_ILLEGAL_CALL_EXPIRE_DAY", 0, 36_500,
            static p => p.IllegalExpireDays,
            static (p, v) => p with { IllegalExpireDays = v },
            "Days after its last attempt at which a source of illegal calls is forgotten. 0 remembers it for ever."),
        Whole("SERVER_AUTOCLEAN_LADDER_EXPIRE_DAY", 0, 36_500,
            static p => p.LadderExpireDays,
            static (p, v) => p with { LadderExpireDays = v },
            "Days after which the messages of calls are removed, their records not. 0 keeps them as long as the records and 2 GB allow."),
    ];
}
