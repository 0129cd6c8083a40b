namespace Tandem.Server.Wiring;

internal static partial class WiringLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The run before did not end cleanly: {Closed} answered calls were closed at their last proven second")]
    public static partial void Recovered(this ILogger logger, int closed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The run before was killed with calls up: {Back} go on, {Closed} could not be taken back and were closed at their last proven second")]
    public static partial void TakenBack(this ILogger logger, int back, int closed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sessions} media sessions of the run before had no call any more and were ended")]
    public static partial void MediaLeftEnded(this ILogger logger, int sessions);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Restored the backup {Backup}, which {Who} had prepared; what was there before is in {Before}")]
    public static partial void Restored(this ILogger logger, string backup, string who, string before);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Streams} streams of browsers or programs of the API were closed at once: the process has too few descriptors left (LimitNOFILE, ulimit -n)")]
    public static partial void BrowsersTurnedAway(this ILogger logger, long streams);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Journal repaired: {Repair}")]
    public static partial void JournalRepaired(this ILogger logger, string repair);

    [LoggerMessage(Level = LogLevel.Information, Message = "Plan {File} applied: revision {Revision}, {Changes} changes")]
    public static partial void PlanApplied(this ILogger logger, string file, long revision, int changes);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: no new calls, running ones have {Seconds} s")]
    public static partial void Draining(this ILogger logger, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Waiting} records could not be stored before the end; the journal keeps them for the next start")]
    public static partial void RecordsLeft(this ILogger logger, long waiting);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Phones} phones are still registered from the run before")]
    public static partial void RegistrationsBack(this ILogger logger, int phones);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Registrations wait to be stored, the database takes nothing: {Fault}")]
    public static partial void RegistrationsWait(this ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Passwords} passwords were kept for another node name than {Node} and open nothing; give them again, or start with the --node of before")]
    public static partial void PasswordsOfAnotherNode(this ILogger logger, int passwords, string node);

    [LoggerMessage(Level = LogLevel.Information, Message = "Without the web console. {How}")]
    public static partial void NoConsole(this ILogger logger, string how);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopped")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Left} lines of calls were left out in a busy second; each call has its record")]
    public static partial void LinesLeftOut(this ILogger logger, long left);
}
