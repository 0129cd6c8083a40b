using System.CommandLine;
using Tandem.Server.DataFolders;
using Tandem.Server.Options;
using Tandem.Store.Audit;
using Tandem.Store.Sealing;
using Tandem.Store.Sqlite;

namespace Tandem.Server.Commands;

/// <summary><c>reseal</c>: another key for the secrets in the database, while no switch runs on it.</summary>
internal static class ResealCommand
{
    public static Command Build()
    {
        var forget = new Option<bool>("--forget") { Description = "Keys before go; backups that were made with them can't be restored any more unless the key is kept elsewhere" };
        var lost = new Option<bool>("--lost-key") { Description = "The key is lost: what it sealed is given up, and has to be given anew" };
        Option<string?> seal = SealOption.Build();
        Option<string> data = TandemCommand.DataOption();
        var command = new Command("reseal", "Make a new key for the secrets in the database and seal all with it; its switch must have stopped") { data, seal, forget, lost };
        command.SetAction(async (parsed, stop) =>
        {
            string directory = parsed.GetRequiredValue(data);
            try
            {
                if (!File.Exists(Path.Combine(directory, "tandem.db")))
                {
                    throw new CommandFailedException($"data directory {directory} has no database (start a switch with: ./tandem up --data {directory})");
                }

                using DataFolder folder = DataFolder.Open(directory);
                SealPlace place = SealOption.PlaceFor(parsed.GetValue(seal), directory);
                string id = await Task.Run(() => Resealing.Run(folder.FullPath, place, parsed.GetValue(forget), new Author("reseal", ""), TimeProvider.System, parsed.GetValue(lost)), stop);
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"All secrets are sealed with key {id} of {place.Name}");
                return 0;
            }
            catch (CommandFailedException failure)
            {
                return await BackupCommand.FailAsync(parsed, failure.Lines);
            }
            catch (Exception failure) when (failure is StoreUnusableException or DataFolderException or IOException or UnauthorizedAccessException)
            {
                return await BackupCommand.FailAsync(parsed, [failure.Message]);
            }
        });
        return command;
    }
}
