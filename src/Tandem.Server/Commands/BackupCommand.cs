using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Tandem.Server.DataFolders;
using Tandem.Server.Options;
using Tandem.Store.Backups;
using Tandem.Store.Sqlite;

namespace Tandem.Server.Commands;

/// <summary><c>backup FILE|DIR</c>: of the switch that runs on the data directory, or of the directory when none does.</summary>
internal static class BackupCommand
{
    /// <summary>What is asked for.</summary>
    private sealed record Wish(string Target, bool Recordings, bool SealKey);

    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(250);

    public static Command Build()
    {
        var target = new Argument<string>("FILE|DIR") { Description = "Where to write it; in a directory it gets a name with the time" };
        var recordings = new Option<bool>("--recordings") { Description = "Pack the recordings too, not only their list" };
        var withKey = new Option<bool>("--with-seal-key") { Description = "Pack the key of its secrets too; who has the backup reads them" };
        Option<string?> seal = SealOption.Build();
        Option<string> data = TandemCommand.DataOption();
        var command = new Command("backup", "Back up the database, its journals and the configuration into one tar.gz") { target, recordings, withKey, data, seal };
        command.SetAction(async (parsed, stop) =>
        {
            string directory = parsed.GetRequiredValue(data);
            var wish = new Wish(parsed.GetRequiredValue(target), parsed.GetValue(recordings), parsed.GetValue(withKey));
            try
            {
                string file = await (File.Exists(Path.Combine(directory, DataFolder.AddressFile))
                    ? OfRunningAsync(directory, wish, parsed.InvocationConfiguration.Error, stop)
                    : OfStoppedAsync(directory, wish, parsed.GetValue(seal), stop));
                await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{file} ({new FileInfo(file).Length} bytes)"));
                return 0;
            }
            catch (CommandFailedException failure)
            {
                return await FailAsync(parsed, failure.Lines);
            }
            catch (Exception failure) when (failure is BackupUnusableException or StoreUnusableException or IOException or UnauthorizedAccessException or HttpRequestException)
            {
                return await FailAsync(parsed, [failure.Message]);
            }
        });
        return command;
    }

    internal static async Task<int> FailAsync(ParseResult parsed, IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(line);
        }

        return 1;
    }

    private static async Task<string> OfRunningAsync(string directory, Wish wish, TextWriter error, CancellationToken stop)
    {
        using RunningSwitch running = RunningSwitch.Find(directory);
        using JsonContent order = JsonContent.Create(new JsonObject { ["recordings"] = wish.Recordings, ["sealKey"] = wish.SealKey });
        JsonNode backup = await running.JsonAsync(HttpMethod.Post, "/api/v1/backups", order, stop);
        string path = $"/api/v1/backups/{backup["name"]}";
        string file = FileOf(wish.Target, backup["name"]!.ToString());
        try
        {
            for (int said = 0; backup["state"]?.ToString() == "running";)
            {
                await Task.Delay(AskEvery, TimeProvider.System, stop);
                backup = await running.JsonAsync(HttpMethod.Get, path, null, stop);
                int tenths = (int)((double)backup["progress"]! * 10);
                if (tenths > said)
                {
                    said = tenths;
                    await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{tenths * 10} %"));
                }
            }
        }
        catch (OperationCanceledException)
        {
            await running.DeleteAsync(path, CancellationToken.None);
            throw;
        }

        if (backup["state"]?.ToString() != "done")
        {
            throw new CommandFailedException($"The backup could not be made: {backup["failure"]}");
        }

        // It is the command's, not one of those that the switch keeps.
        await running.DownloadAsync(path + "/file", file, stop);
        await running.DeleteAsync(path, stop);
        return file;
    }

    private static Task<string> OfStoppedAsync(string directory, Wish wish, string? sealFile, CancellationToken stop) => Task.Run(
        () =>
        {
            if (!File.Exists(Path.Combine(directory, "tandem.db")))
            {
                throw new CommandFailedException($"data directory {directory} has no database (start a switch with: ./tandem up --data {directory})");
            }

            using SqliteStore store = SqliteStore.Open(directory, TimeProvider.System, SealOption.PlaceFor(sealFile, directory));
            string name = new BackupFolder(directory, TimeProvider.System).NewName();
            string file = FileOf(wish.Target, name);
            new BackupMaking(store, journals: null, wish.Recordings, TimeProvider.System, wish.SealKey).Make(file, stop);
            return file;
        },
        stop);

    /// <summary>Where to: a name of its own in a folder. What is there is not written over.</summary>
    private static string FileOf(string target, string name)
    {
        string file = Path.GetFullPath(Directory.Exists(target) || target.EndsWith('/') ? Path.Combine(target, name) : target);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return File.Exists(file) ? throw new CommandFailedException($"{file} is there already; it is not written over.") : file;
    }
}
