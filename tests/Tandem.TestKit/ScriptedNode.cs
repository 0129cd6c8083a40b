using Tandem.Media.Nodes;
using Tandem.Media.Sdp;
using Tandem.Wire.Flows;

namespace Tandem.TestKit;

/// <summary>A media node without media: it gives out ports from 20000 on, and fails as the test says. Its answers come with the next pump, as a real node's would.</summary>
public sealed class ScriptedNode(string name = "node-1") : IMediaNode
{
    private readonly Dictionary<UInt128, List<int>> _ports = [];
    private readonly List<(MediaRequest Request, MediaOutcome Outcome)> _waiting = [];
    private int _nextPort = 20000;

    public string Name => name;

    public bool IsUp { get; set; } = true;

    public bool CanWork { get; set; } = true;

    public bool CanPlay => CanWork;

    public bool TellsSamples { get; set; } = true;

    /// <summary>What is to be done with the sound of the session that was asked about last.</summary>
    public MediaWork Work { get; private set; }

    /// <summary>The session that was asked about last.</summary>
    public UInt128 Session { get; private set; }

    /// <summary>What the caller was to hear, in order, and the newest one's number.</summary>
    public List<string> Sounds { get; } = [];

    public byte Mark { get; private set; }

    /// <summary>How long a sound is.</summary>
    public int SoundMs { get; set; } = 3000;

    /// <summary>What comes of the next questions; <see cref="MediaOutcome.Done"/> once it is empty.</summary>
    public Queue<MediaOutcome> Outcomes { get; } = new();

    /// <summary>While true, questions wait for <see cref="Answers"/>.</summary>
    public bool Waits { get; set; }

    public List<string> Asked { get; } = [];

    /// <summary>Sessions that have been opened and not deleted.</summary>
    public int Open => _ports.Count;

    /// <summary>What a query and a delete tell.</summary>
    public Action<MediaStatistics> Counts { get; set; } = static _ => { };

    public void Ask(MediaRequest request)
    {
        string about = request.Ask switch
        {
            MediaAsk.Offer or MediaAsk.Answer => request.From.ToString(),
            MediaAsk.Key => $"{request.From} {request.Key} {request.KeyMs}",
            _ => "",
        };
        Asked.Add($"{request.Ask} {about}".TrimEnd());
        Work = request.Session.Work;
        Session = request.Session.Key;
        if (request.Ask == MediaAsk.Announce)
        {
            Sounds.Add(request.Sound);
            Mark = request.Mark;
        }

        MediaOutcome outcome = Outcomes.TryDequeue(out MediaOutcome scripted) ? scripted : MediaOutcome.Done;
        if (request.Ask == MediaAsk.Delete)
        {
            _ports.Remove(request.Session.Key);
        }

        if (Waits)
        {
            _waiting.Add((request, outcome));
        }
        else
        {
            request.Return(outcome);
        }
    }

    /// <summary>Answers everything that waits.</summary>
    public void Answers()
    {
        (MediaRequest Request, MediaOutcome Outcome)[] all = [.. _waiting];
        _waiting.Clear();
        foreach ((MediaRequest request, MediaOutcome outcome) in all)
        {
            request.Return(outcome);
        }
    }

    public void Finish(MediaRequest request, SdpBench bench)
    {
        if (request.Ask is MediaAsk.Work or MediaAsk.Key)
        {
            return;
        }

        if (request.Ask is MediaAsk.Query or MediaAsk.Delete)
        {
            Counts(request.Statistics);
            return;
        }

        if (request.Ask is MediaAsk.Ring or MediaAsk.Announce)
        {
            request.SoundMs = request.Ask == MediaAsk.Announce ? SoundMs : 0;
            if (request.Ask == MediaAsk.Ring || !request.Session.Talk.HasAnswer)
            {
                request.Tell("v=0\r\ns=ring\r\n"u8);
            }

            return;
        }

        // A port pair for each side and line, the same for the session's life.
        List<int> ports = _ports.TryGetValue(request.Session.Key, out List<int>? known) ? known : _ports[request.Session.Key] = [];
        int lines = request.Session.Talk.Count;
        while (ports.Count < lines * 2)
        {
            ports.Add(_nextPort);
            _nextPort += 2;
        }

        int side = request.From == MediaSide.A ? 0 : 1; // what A says is told to B with one end, and the other way with the other
        SdpEnd[] ends = [.. Enumerable.Range(0, lines).Select(line => new SdpEnd(ports[(line * 2) + side], 0))];
        bench.Tell(request, new NetAddress(TestWire.Address("192.0.2.100:0").Ip, 0), ends);
    }
}
