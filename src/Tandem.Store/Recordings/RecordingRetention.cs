using Microsoft.Extensions.Logging;
using Tandem.Routing.Plan;

namespace Tandem.Store.Recordings;

/// <summary>Deletes recordings when their time is over (SS_RECORD_RETENTION), once an hour.</summary>
public sealed class RecordingRetention : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private readonly RecordingFolder _folder;
    private readonly PlanHolder _plan;
    private readonly ILogger<RecordingRetention> _log;
    private readonly ITimer _timer;

    public RecordingRetention(RecordingFolder folder, PlanHolder plan, TimeProvider time, ILogger<RecordingRetention> log)
    {
        _folder = folder;
        _plan = plan;
        _log = log;
        _timer = time.CreateTimer(_ => Look(), null, Every, Every);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        int days = _plan.Current.Parameters.RecordRetention;
        try
        {
            int deleted = days == 0 ? 0 : _folder.DeleteOlderThan(days);
            if (deleted > 0)
            {
                _log.RecordingsDeleted(deleted, days);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            _log.RecordingsNotDeleted(refused.Message);
        }
    }
}
