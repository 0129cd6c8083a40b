using System.Runtime.CompilerServices;
using Tandem.Media.Recording;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Turn;
using Tandem.Wire.Interop;

namespace Tandem.Media.Relay;

/// <summary>The media process as its client knows it: whether it lives, how many loops it has, what it says of itself. It hears hellos and answers them; all of its loops must.</summary>
/// <param name="options">Where it is, and how often it is greeted.</param>
/// <param name="answers">Who hears that it lives, or does not.</param>
/// <param name="time">The clock.</param>
/// <param name="socket">The client's.</param>
/// <param name="reserve">The number of the next request.</param>
internal sealed class RelayProcess(RelayClientOptions options, IRelayAnswers answers, TimeProvider time, LocalSocket socket, Func<ulong> reserve)
{
    private readonly LocalPath _first = new(RelayPaths.OfLoop(options.SocketPath, 0));
    private readonly HeardLoops _heard = new(time, options.LostAfter);
    private LocalPath[] _loops = [];
    private long _helloSentAt = time.GetTimestamp() - (time.TimestampFrequency * 3600);
    private volatile RecorderState? _recording;
    private volatile TurnState? _turn;
    private volatile bool _isAlive;

    /// <summary>From any thread; none before it has answered.</summary>
    public LocalPath[] Loops => Volatile.Read(ref _loops);

    public bool IsAlive => _isAlive;

    public RecorderState? Recording => _recording;

    public TurnState? TurnState => _turn;

    /// <summary>Says hello when it is time, and misses who has not answered for too long.</summary>
    public void Tick(long now)
    {
        if (time.GetElapsedTime(_helloSentAt, now) >= options.HelloEvery)
        {
            _helloSentAt = now;
            SayHelloTo(_first);
            SayHelloToOthers();
        }

        if (_isAlive && !_heard.All(_loops.Length, now))
        {
            _isAlive = false;
            answers.OnLost();
        }
    }

    /// <summary>An answer to a hello. True: by this one it is there, or there again.</summary>
    public bool Take(ReadOnlySpan<byte> message, RelayHeader header, HelloBody body)
    {
        int at = RelayFrame.HeaderSize + Unsafe.SizeOf<HelloBody>();
        if (header.Count > 0 && RelayFrame.TryRead(message, at, out TurnBody turn))
        {
            _turn = new(turn);
            at += Unsafe.SizeOf<TurnBody>();
        }

        _recording = RelayFrame.TryRead(message, at, out RecorderBody state) ? new RecorderState(state.Active, state.Written, state.Failed, state.Dropped, state.IsStopped != 0) : null;
        long now = time.GetTimestamp();
        _isAlive &= _heard.Note(body.Instance, Math.Min((int)header.Spare, RelayPaths.MostLoops - 1), now);
        if (_loops.Length != body.Loops && body.Loops is > 0 and <= RelayPaths.MostLoops)
        {
            Volatile.Write(ref _loops, [.. Enumerable.Range(0, body.Loops).Select(number => new LocalPath(RelayPaths.OfLoop(options.SocketPath, number)))]);
            SayHelloToOthers();
        }

        if (_isAlive || !_heard.All(_loops.Length, now))
        {
            return false;
        }

        _isAlive = true;
        answers.OnAlive(new(body.Instance, body.ProcessId, body.Loops, body.Sessions, body.FreePairs, body.AllPairs, body.Collections) { Recording = _recording }, _heard.TakeIsAnotherRun());
        return true;
    }

    private void SayHelloToOthers()
    {
        for (int i = 1; i < _loops.Length; i++)
        {
            SayHelloTo(_loops[i]);
        }
    }

    private void SayHelloTo(LocalPath loop)
    {
        Span<byte> hello = stackalloc byte[Unsafe.SizeOf<RelayHeader>()];
        RelayFrame.Write(hello, 0, new RelayHeader { Magic = RelayHeader.Signature, Verb = RelayVerb.Hello, Request = reserve(), Epoch = options.Epoch });
        socket.Send(hello, loop);
    }
}
