using Tandem.Calls.Live;
using Tandem.Calls.Registration;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Registration;

/// <summary>
/// A registered phone behind a router that forgets its binding after so many seconds without a packet, in time that the test moves: what comes later is lost, until the phone sends something again. The
/// phone answers OPTIONS and refreshes its registration at its intervals.
/// </summary>
internal sealed class PhoneBehindForgetfulRouter : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    private readonly SipPeer _peer;
    private readonly RegisteringPhone _phone;
    private readonly TimeSpan _life;
    private readonly KeepAlives _alive;
    private readonly List<string> _arrived = [];
    private DateTimeOffset _touched;
    private DateTimeOffset _refreshed;

    public PhoneBehindForgetfulRouter(int lifeSeconds, Action<PlanBuilder>? plan = null, int answersMost = int.MaxValue)
    {
        Tandem = TestSwitch.Start(made => plan?.Invoke(made.Phone(Number, "secret")));
        _life = TimeSpan.FromSeconds(lifeSeconds);
        AnswersMost = answersMost;
        _alive = new(Tandem.Registrations, Tandem.Wire, Tandem.Plan, "tandem", Tandem.Time);
        _peer = Tandem.Peer(Number, "127.0.9.1:5060");
        _phone = new(Tandem, _peer, Number, "secret") { Via = "192.168.1.2:5060;rport", Contact = "<sip:x@192.168.1.2>" };
        Tandem.Wire.Passes = (remote, message) =>
        {
            bool passes = remote != _peer.Address || IsOpen;
            if (remote == _peer.Address && IsOpen)
            {
                _touched = Tandem.Time.GetUtcNow();
                _arrived.Add(System.Text.Encoding.UTF8.GetString(message));
            }

            return passes;
        };
        Registers();
    }

    public const string Number = "1001";

    public TestSwitch Tandem { get; }

    public TimeSpan RefreshesEvery { get; set; } = TimeSpan.FromSeconds(150);

    /// <summary>So many OPTIONS it answers before it knows no more of them.</summary>
    public int AnswersMost { get; set; }

    /// <summary>The longest time in which nothing would have reached it.</summary>
    public TimeSpan LongestUnreachable { get; private set; }

    public int OptionsHeard { get; private set; }

    public LiveRegistration Registration => Tandem.Registrations.Of(Number).Single();

    private bool IsOpen => Tandem.Time.GetUtcNow() - _touched < _life;

    public void Registers()
    {
        _touched = _refreshed = Tandem.Time.GetUtcNow();
        _phone.Register("Expires: 300").Should().Be(200);
    }

    public void Runs(double minutes)
    {
        for (DateTimeOffset end = Tandem.Time.GetUtcNow().AddMinutes(minutes); Tandem.Time.GetUtcNow() < end;)
        {
            _alive.Step();
            foreach (string options in _arrived.Where(static text => text.StartsWith("OPTIONS ", StringComparison.Ordinal)).ToArray())
            {
                OptionsHeard++;
                if (OptionsHeard <= AnswersMost)
                {
                    _touched = Tandem.Time.GetUtcNow();
                    _peer.Say(SipText.AnswerTo(options));
                }
            }

            _arrived.Clear();
            Tandem.Time.Advance(Tick);
            TimeSpan unreachable = Tandem.Time.GetUtcNow() - _touched - _life;
            LongestUnreachable = unreachable > LongestUnreachable ? unreachable : LongestUnreachable;
            if (Tandem.Time.GetUtcNow() - _refreshed >= RefreshesEvery)
            {
                Registers();
            }
        }
    }

    public void Dispose() => Tandem.Dispose();
}
