using System.Threading.Channels;
using Tandem.Store.Alarms;

namespace Tandem.Server.Alarms;

/// <summary>
/// A bounded queue of notices and one worker that sends them in order, some at a time. One that can't be sent is tried again with growing waits, for over an hour in all; meanwhile the others wait, and beyond the bound
/// new ones are let go: the alarms themselves are in the history all the same.
/// </summary>
internal sealed class AlarmOutbox : IAsyncDisposable
{
    /// <summary>Notices that wait.</summary>
    public const int MostWaiting = 1000;

    /// <summary>How often one is tried: over an hour.</summary>
    internal const int Tries = 16;

    internal static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private readonly string _way;
    private readonly int _most;
    private readonly Func<IReadOnlyList<AlarmNotice>, CancellationToken, Task<string>> _send;
    private readonly Action<DeliveryOutcome> _told;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<AlarmNotice> _waiting = Channel.CreateBounded<AlarmNotice>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private Task _working = Task.CompletedTask;
    private long _letGo;
    private bool _isFailing;

    /// <summary>Begins empty; nothing is sent before <see cref="Start"/>.</summary>
    /// <param name="way">What it is called in the log.</param>
    /// <param name="most">Notices that are sent at once.</param>
    /// <param name="send">Sends them; answers what went wrong, empty for nothing. Throws for what only stopping can cause.</param>
    /// <param name="told">Is told how each try went.</param>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="log">Has a line when sending begins to fail, when it works again, and when something is let go.</param>
    public AlarmOutbox(string way, int most, Func<IReadOnlyList<AlarmNotice>, CancellationToken, Task<string>> send, Action<DeliveryOutcome> told, TimeProvider time, ILogger log)
    {
        _way = way;
        _most = most;
        _send = send;
        _told = told;
        _time = time;
        _log = log;
    }

    /// <summary>Notices that were let go, for too many waited or all tries failed.</summary>
    public long LetGo => Volatile.Read(ref _letGo);

    public void Start() => _working = WorkAsync();

    /// <summary>How long it waits after so many tries.</summary>
    internal static TimeSpan WaitAfter(int attempt)
    {
        var wait = TimeSpan.FromSeconds(1L << (attempt - 1));
        return wait < LongestWait ? wait : LongestWait;
    }

    /// <summary>From any thread.</summary>
    public void Post(AlarmNotice notice)
    {
        if (!_waiting.Writer.TryWrite(notice))
        {
            Lost(1);
        }
    }

    /// <summary>What waits is let go.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _working;
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(_stop.Token))
            {
                var batch = new List<AlarmNotice>();
                while (batch.Count < _most && _waiting.Reader.TryRead(out AlarmNotice? notice))
                {
                    batch.Add(notice);
                }

                await SendAsync(batch);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // the switch stops
        }
    }

    private async Task SendAsync(List<AlarmNotice> batch)
    {
        for (int attempt = 1; attempt <= Tries; attempt++)
        {
            string failure = await TrySendAsync(batch);
            _told(new(_time.GetUtcNow(), failure));
            if (failure.Length == 0)
            {
                if (_isFailing)
                {
                    _log.SendingAgain(_way);
                }

                _isFailing = false;
                return;
            }

            if (!_isFailing)
            {
                _isFailing = true;
                _log.NotSent(_way, failure);
            }

            if (attempt < Tries)
            {
                await Task.Delay(WaitAfter(attempt), _time, _stop.Token);
            }
        }

        Lost(batch.Count);
    }

    /// <summary>A failure that nobody has thought of is one more reason to try again, and does not end the worker.</summary>
    private async Task<string> TrySendAsync(List<AlarmNotice> batch)
    {
        try
        {
            return await _send(batch, _stop.Token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return failure.Message.ReplaceLineEndings(" ");
        }
    }

    private void Lost(int count)
    {
        if (Interlocked.Add(ref _letGo, count) == count)
        {
            _log.NoticesLetGo(_way);
        }
    }
}
