using System.CommandLine;
using System.Globalization;
using Tandem.Server.DataFolders;
using Tandem.Server.Options;
using Tandem.Store.Audit;
using Tandem.Store.Backups;
using Tandem.Store.Sealing;
using Tandem.Store.Sqlite;

namespace Tandem.Server.Commands;

/// <summary><c>restore FILE</c>, or <c>restore --archive DIR --at TIME</c>: puts a backup, or what an archive has of a time, into a data directory that no switch runs on. What is there is put aside.</summary>
internal static class RestoreCommand
{
    private const string Restorer = "restore";

    public static Command Build()
    {
        var file = new Argument<string?>("FILE") { Description = "A backup", Arity = ArgumentArity.ZeroOrOne };
        var archive = new Option<string?>("--archive") { Description = "An archive (up --archive) instead of a backup", HelpName = "DIR" };
        var at = new Option<string?>("--at") { Description = "The time to go back to, UTC unless it says otherwise [default: as late as the archive leads]", HelpName = "TIME" };
        Option<string> data = TandemCommand.DataOption();
        Option<string?> seal = SealOption.Build();
        var command = new Command("restore", "Restore a backup into a data directory; its switch must have stopped") { file, archive, at, data, seal };
        command.SetAction((parsed, stop) => RunAsync(parsed, parsed.GetValue(file), parsed.GetValue(archive), parsed.GetValue(at), parsed.GetRequiredValue(data), parsed.GetValue(seal), stop));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string? file, string? archive, string? atText, string directory, string? sealFile, CancellationToken stop)
    {
        if ((file is null) == (archive is null) || (atText is not null && archive is null))
        {
            return await BackupCommand.FailAsync(parsed, ["Either FILE, a backup, or --archive DIR with --at TIME."]);
        }

        DateTimeOffset at = default;
        if (atText is not null && !DateTimeOffset.TryParse(atText, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at))
        {
            return await BackupCommand.FailAsync(parsed, [$"--at '{atText}' is no time; one is such as 2026-03-01T12:30:00Z."]);
        }

        TextWriter output = parsed.InvocationConfiguration.Output;
        try
        {
            SealPlace seal = SealOption.PlaceFor(sealFile, directory);
            using DataFolder folder = DataFolder.Open(directory);
            var author = new Author(Restorer, "");
            RestoreNote note = await Task.Run(
                () => file is not null
                    ? PreparedRestore.Prepare(folder.FullPath, file, author, TimeProvider.System, stop, seal)
                    : PreparedRestore.PrepareArchive(folder.FullPath, archive!, atText is null ? null : at, author, TimeProvider.System, stop, seal), // one of both
                stop);
            if (PreparedRestore.TakeEffect(folder.FullPath, seal) is (_, string before))
            {
                folder.KeptKeys.ForgetAll(); // calls that were up when the backup was made are not gone on with
                await output.WriteLineAsync($"{folder.FullPath} is as it was on {note.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} UTC ({note.Backup})");
                bool isEmpty = !Directory.EnumerateFileSystemEntries(before).Any();
                if (isEmpty)
                {
                    Directory.Delete(before);
                }
                else
                {
                    await output.WriteLineAsync($"What was there is in {before}");
                }
            }

            return 0;
        }
        catch (Exception failure) when (failure is BackupUnusableException or StoreUnusableException or DataFolderException or IOException or UnauthorizedAccessException)
        {
            return await BackupCommand.FailAsync(parsed, [failure.Message]);
        }
    }
}
