using System.CommandLine;
using Tandem.Store.Sealing;

namespace Tandem.Server.Options;

/// <summary>
/// Where the keys of secrets are: <c>--seal-key FILE</c> or the same in <c>tandem.json</c>, else the keys themselves in the environment, else <c>seal.key</c> in the data directory. A key never stands on a command line.
/// </summary>
internal static class SealOption
{
    public const string Name = "seal-key";
    public static readonly string Description = $"Key that secrets in the database are sealed with [default: {SealPlace.Variable}, or {SealPlace.FileName} in the data directory]";

    public static Option<string?> Build() => new("--" + Name) { Description = Description, HelpName = "FILE" };

    public static SealPlace Place(string? file, string dataDirectory) =>
        file is not null ? new(Path.GetFullPath(file), null)
        : Environment.GetEnvironmentVariable(SealPlace.Variable) is { Length: > 0 } keys ? new(null, keys)
        : SealPlace.In(dataDirectory);

    /// <summary>The same for a command that reads no other options of <c>up</c>.</summary>
    public static SealPlace PlaceFor(string? given, string dataDirectory)
    {
        if (given is not null)
        {
            return Place(given, dataDirectory);
        }

        try
        {
            IConfiguration configuration = UpOptionsReader.Configuration(dataDirectory);
            return Place(configuration[Name] is { Length: > 0 } file ? file : null, dataDirectory);
        }
        catch (Exception failure) when (failure is InvalidDataException or FormatException)
        {
            throw new IOException($"tandem.json in {dataDirectory} can't be read: {failure.InnerException?.Message ?? failure.Message}", failure);
        }
    }
}
