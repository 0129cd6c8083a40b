using System.Runtime.InteropServices;
using Tandem.Media.Relay;
using Tandem.Media.Turn;

namespace Tandem.Server.Media;

/// <summary>
/// When the media process ends: told by SIGTERM (or SIGINT, when run by hand), or when it has no session and no TURN allocation left and nobody has spoken to it for long: then the
/// switch that started it has died and did not come back.
/// </summary>
internal sealed class MediaEnd : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RelayServer _server;
    private readonly TurnServer? _turn;
    private readonly TimeSpan _linger;
    private readonly ITimer _timer;
    private readonly PosixSignalRegistration _term;
    private readonly PosixSignalRegistration _int;

    public MediaEnd(RelayServer server, TurnServer? turn, TimeSpan linger, bool isWatched, TimeProvider time)
    {
        _server = server;
        _turn = turn;
        _linger = linger;
        _term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => OnSignal(signal, ends: true));

        // Ctrl-C in a terminal reaches the whole process group; what is to end then, the switch decides.
        _int = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => OnSignal(signal, ends: !isWatched));
        _timer = time.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
    }

    public Task Ended => _ended.Task;

    public void Dispose()
    {
        _timer.Dispose();
        _term.Dispose();
        _int.Dispose();
    }

    private void OnSignal(PosixSignalContext signal, bool ends)
    {
        signal.Cancel = true;
        if (ends)
        {
            _ended.TrySetResult();
        }
    }

    private void Look()
    {
        if (_linger > TimeSpan.Zero && _server.Sessions == 0 && (_turn?.Allocations ?? 0) == 0 && _server.Unheard >= _linger)
        {
            _ended.TrySetResult();
        }
    }
}
