using System.CommandLine;
using Tandem.Server.DataFolders;
using Tandem.Server.Options;
using Tandem.Store.Audit;
using Tandem.Store.Backups;
using Tandem.Store.Sealing;
using Tandem.Store.Sqlite;

namespace Tandem.Server.Commands;

/// <summary><c>restore FILE</c>: puts a backup into a data directory that no switch runs on. What is there is put aside.</summary>
internal static class RestoreCommand
{
    private const string Restorer = "restore";

    public static Command Build()
    {
        var file = new Argument<string>("FILE") { Description = "A backup" };
        Option<string> data = TandemCommand.DataOption();
        Option<string?> seal = SealOption.Build();
        var command = new Command("restore", "Restore a backup into a data directory; its switch must have stopped") { file, data, seal };
        command.SetAction((parsed, stop) => RunAsync(parsed, parsed.GetRequiredValue(file), parsed.GetRequiredValue(data), parsed.GetValue(seal), stop));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string file, string directory, string? sealFile, CancellationToken stop)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        try
        {
            SealPlace seal = SealOption.PlaceFor(sealFile, directory);
            using DataFolder folder = DataFolder.Open(directory);
            RestoreNote note = await Task.Run(() => PreparedRestore.Prepare(folder.FullPath, file, new Author(Restorer, ""), TimeProvider.System, stop, seal), stop);
            if (PreparedRestore.TakeEffect(folder.FullPath, seal) is (_, string before))
            {
                folder.KeptKeys.ForgetAll(); // calls that were up when the backup was made are not gone on with
                await output.WriteLineAsync($"{folder.FullPath} is as it was on {note.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC ({note.Backup})");
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
