using Microsoft.Extensions.Logging;
using Tandem.Api.Audit;
using Tandem.Routing.Access;
using Tandem.Store.Audit;
using Tandem.Store.People;

namespace Tandem.Api.Access;

/// <summary>Notes that an API key was shown from outside its geofence, as one that was stolen is: once an hour and key in log and audit trail, however often it is tried. In memory: a restart forgets it.</summary>
internal sealed class KeysElsewhere(Deeds deeds, TimeProvider time, ILogger<Caller> logger)
{
    public const string Action = "refused-key";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _noted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Over when the latest line is in the trail.</summary>
    public Task Settled { get; private set; } = Task.CompletedTask;

    public void Note(ApiKey key, string address, Place place)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            if (_noted.TryGetValue(key.Name, out DateTimeOffset at) && now - at < Hour)
            {
                return;
            }

            _noted[key.Name] = now; // as many as there are keys
            Settled = deeds.NoteAsync(new Author(Caller.KeyPrefix + key.Name, address), Action, key.Name, $"from outside the geofence: {place}");
        }

        logger.KeyElsewhere(key.Name, address, place);
    }
}
