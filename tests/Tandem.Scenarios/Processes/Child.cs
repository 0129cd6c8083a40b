using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Tandem.Scenarios.Processes;

/// <summary>A process of ours: all it prints is kept, and it never outlives its owner.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private bool _leavesChildren;

    public Child(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => KeepError(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its number among the machine's processes.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>All lines of both outputs so far, as they came.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Those of standard error alone; all of them once it has ended.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>A line on its standard input.</summary>
    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>The exit code; when the process doesn't end by itself in time, a failure that shows what it printed.</summary>
    public async Task<int> ExitAsync(TimeSpan within)
    {
        using var time = new CancellationTokenSource(within);
        try
        {
            await _process.WaitForExitAsync(time.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} runs on after {within.TotalSeconds} s:\n{string.Join('\n', Lines)}", late);
        }
    }

    /// <summary>SIGTERM: the process is asked to end, and does so in its own way; its exit code.</summary>
    public async Task<int> TerminateAsync(TimeSpan within)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await ExitAsync(within);
    }

    /// <summary>SIGKILL, to it and what it has started: it gets no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        if (!_leavesChildren)
        {
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>SIGKILL to it alone: what it has started lives on, and holds its outputs open.</summary>
    public Task KillAloneAsync()
    {
        _leavesChildren = true;
        _process.Kill();
        return Eventually.GetAsync(() => Task.FromResult(HasExited ? "it is gone" : null), TimeSpan.FromSeconds(10), () => "it is still there");
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }

    private void KeepError(string? line)
    {
        Keep(line);
        if (line is not null)
        {
            _errors.Enqueue(line);
        }
    }
}
