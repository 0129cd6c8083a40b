using System.Diagnostics;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;
using Tandem.Wire.Interop;

namespace Tandem.Server.Media;

/// <summary>
/// Starts the media process and watches it. One that a run before has left is taken over with its calls. One that dies is started again at once, after
/// growing waits when it dies at once; one that does not answer for five questions is ended and started again. What becomes of the calls is told by
/// <see cref="RelayClient"/>, which sees another run of media.
/// </summary>
internal sealed class MediaProcess : IAsyncDisposable
{
    private const int MostUnanswered = 5;
    private static readonly TimeSpan SoonDead = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ProbeTime = TimeSpan.FromMilliseconds(500);
    private readonly MediaProcessOptions _options;
    private readonly string _ranges;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private Process? _process;
    private Task _watching = Task.CompletedTask;
    private int _restarts;

    public MediaProcess(MediaProcessOptions options, TimeProvider time, ILogger log)
    {
        _options = options;
        _ranges = string.Join(' ', options.Ranges);
        _time = time;
        _log = log;
    }

    /// <summary>0 while there is none.</summary>
    public int ProcessId { get; private set; }

    /// <summary>How often it had to be started again.</summary>
    public int Restarts => Volatile.Read(ref _restarts);

    /// <summary>It was running before us, and its calls are still up.</summary>
    public bool IsTakenOver { get; private set; }

    /// <summary>It stays when this is disposed of: for the next run of the switch.</summary>
    public bool LeavesRunning { get; set; }

    /// <summary>Takes over or starts, and returns when it answers. Throws <see cref="IOException"/> when it does not.</summary>
    public async Task StartAsync()
    {
        if (RelayProbe.Ask(_options.SocketPath, ProbeTime) is RelayHello there && TryFind(there.ProcessId) is Process found)
        {
            _process = found;
            ProcessId = found.Id;
            IsTakenOver = true;
            _log.MediaTakenOver(found.Id, there.Sessions);
        }
        else
        {
            Launch();
            if (!await AnswersAsync())
            {
                throw new IOException($"The media process does not answer at {_options.SocketPath}");
            }
        }

        _watching = WatchAsync();
    }

    /// <summary>Ends the media process with its calls, unless it <see cref="LeavesRunning"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        if (LeavesRunning)
        {
            _process?.Dispose();
        }
        else if (_process is Process process)
        {
            await EndAsync(process);
        }

        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        var wait = TimeSpan.Zero;
        bool hasFailed = false;
        while (!_stop.IsCancellationRequested)
        {
            long began = _time.GetTimestamp();
            try
            {
                await Task.Delay(hasFailed ? LongestWait : TimeSpan.Zero, _time, _stop.Token);
                hasFailed = false;
                await UntilDeadAsync();
                bool diedSoon = _time.GetElapsedTime(began) < SoonDead;
                wait = diedSoon ? TimeSpan.FromSeconds(Math.Clamp(wait.TotalSeconds * 2, 1, LongestWait.TotalSeconds)) : TimeSpan.Zero;
                _log.MediaDied(ProcessId, wait.TotalSeconds);
                ProcessId = 0;
                IsTakenOver = false;
                await Task.Delay(wait, _time, _stop.Token);
                Interlocked.Increment(ref _restarts);
                TryLaunch();
                await AnswersAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception failure)
            {
                _log.MediaNotStarted(failure);
                hasFailed = true;
            }
        }
    }

    /// <summary>A program that is not there now — it is being replaced — is waited for as one that dies at once is.</summary>
    private void TryLaunch()
    {
        try
        {
            Launch();
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or IOException)
        {
            _log.MediaNotStarted(failure);
        }
    }

    private async Task UntilDeadAsync()
    {
        int unanswered = 0;
        while (_process is { HasExited: false } process)
        {
            await Task.Delay(_options.AskEvery, _time, _stop.Token);
            bool isThere = RelayProbe.Ask(_options.SocketPath, ProbeTime) is not null;
            unanswered = isThere ? 0 : unanswered + 1;
            if (unanswered >= MostUnanswered && !process.HasExited)
            {
                _log.MediaHangs(process.Id);
                process.Kill();
            }
        }
    }

    private void Launch()
    {
        var start = new ProcessStartInfo(_options.Program[0]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment.Remove(Tandem.Store.Sealing.SealPlace.Variable); // none of its business
        foreach (string word in _options.Program.Skip(1).Append("media").Append("--watched").Append("--socket").Append(_options.SocketPath)
            .Concat(_options.Ranges.SelectMany(static range => new[] { "--media", range })).Concat(_options.More))
        {
            start.ArgumentList.Add(word);
        }

        // Nothing is allocated while packets flow, and little for each call: a small nursery is enough.
        start.Environment["DOTNET_GCgen0size"] = "0x400000";
        start.Environment["DOTNET_GCGen0MaxBudget"] = "0x400000"; // not what the launcher has set for signalling
        start.Environment["DOTNET_gcServer"] = "0";
        _process?.Dispose();
        _process = null; // should the start fail, there is none
        Descriptors.KeepFromChildren();
        _process = Process.Start(start) ?? throw new IOException("The media process can't be started");
        _process.StandardInput.Close();
        _process.OutputDataReceived += static (_, _) => { }; // its one line; its log goes where ours goes
        _process.BeginOutputReadLine();
        ProcessId = _process.Id;
    }

    private async Task<bool> AnswersAsync()
    {
        long began = _time.GetTimestamp();
        while (_time.GetElapsedTime(began) < _options.Patience && _process is { HasExited: false })
        {
            if (RelayProbe.Ask(_options.SocketPath, ProbeTime) is RelayHello hello && hello.ProcessId == ProcessId)
            {
                _log.MediaStarted(ProcessId, hello.AllPairs, _ranges);
                return true;
            }

            await Task.Delay(BetweenQuestions, _time, _stop.Token);
        }

        return false;
    }

    private async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            ProcessSignals.Terminate(process.Id);
            using var late = new CancellationTokenSource(TimeToEnd, _time);
            try
            {
                await process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
            }
        }

        process.Dispose();
    }

    private static Process? TryFind(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null; // it has just ended
        }
    }
}
