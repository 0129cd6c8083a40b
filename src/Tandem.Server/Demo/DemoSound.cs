using System.Net;
using Tandem.Media.Rtp;

namespace Tandem.Server.Demo;

/// <summary>Lets all demo voices speak, from one loop: each 20 ms what the clock says is due.</summary>
internal sealed class DemoSound(DemoPorts ports, Random random, TimeProvider time)
{
    // After a longer pause of the machine nobody makes up for all of it.
    private const int MostBehind = 5;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);
    private readonly Lock _gate = new();
    private readonly List<DemoVoice> _speaking = [];

    /// <summary>Voices that speak now.</summary>
    public int Speaking
    {
        get
        {
            lock (_gate)
            {
                return _speaking.Count;
            }
        }
    }

    /// <summary>A voice for one call of a peer at this address; silent until it knows whom to speak to.</summary>
    public DemoVoice Open(IPAddress at, DemoTone tone) => new(this, tone, ports.Open(at), (uint)random.NextInt64(uint.MaxValue));

    public void Begin(DemoVoice voice)
    {
        lock (_gate)
        {
            if (!_speaking.Contains(voice))
            {
                _speaking.Add(voice);
            }
        }
    }

    public void End(DemoVoice voice)
    {
        lock (_gate)
        {
            _speaking.Remove(voice);
        }
    }

    public async Task RunAsync(CancellationToken stop)
    {
        using var pace = new PeriodicTimer(Frame, time);
        long begun = time.GetTimestamp();
        long said = 0;
        while (await pace.WaitForNextTickAsync(stop))
        {
            long due = time.GetElapsedTime(begun).Ticks / Frame.Ticks;
            said = Math.Max(said, due - MostBehind);
            for (; said < due; said++)
            {
                Speak();
            }
        }
    }

    private void Speak()
    {
        lock (_gate)
        {
            foreach (DemoVoice voice in _speaking)
            {
                voice.Next(random);
            }
        }
    }
}
