using System.Net;
using Tandem.Sip.Auth;
using Tandem.Sip.Messages;

namespace Tandem.Server.Demo;

/// <summary>A simulated phone: registers with its password, calls now and then, and is called.</summary>
internal sealed class DemoPhone(string number, string password, string userAgent, DemoPeer peer, IPEndPoint theSwitch, Random random, TimeProvider time)
{
    private const int RegisterTries = 7;
    private readonly DemoCustomer _caller = new(userAgent, peer, theSwitch, random, time) { Login = (number, password) };
    private readonly DemoCallee _called = new(userAgent, peer, theSwitch, new(Busy: 0, NoAnswer: 0, Refused: 0), random, time);

    public DemoPeer Peer => peer;

    public string Password => password;

    public Task TakeAsync(DemoMessage invite, CancellationToken stop) => _called.TakeAsync(invite, stop);

    /// <summary>Registers, calls the number, and so on, each time sooner than its registration ends; soon again when nobody answers.</summary>
    public async Task LiveAsync(Func<string> whom, CancellationToken hurry, CancellationToken stop)
    {
        using var registration = new DemoDialog(peer, theSwitch, $"{DemoDialog.NewToken(random)}@demo", userAgent, random, time, new(number, password, random));
        while (true)
        {
            await RegisterAsync(registration, stop);
            bool hasTalked = await _caller.CallAsync(number, whom(), hurry, stop);
            await Task.Delay(TimeSpan.FromSeconds(hasTalked ? random.Next(60, 120) : random.Next(2, 6)), time, hurry);
        }
    }

    private async Task RegisterAsync(DemoDialog registration, CancellationToken stop)
    {
        DemoMessage? answer;
        do
        {
            answer = await registration.AskAsync(registration.Register(number), static seen => seen.IsAnswerTo(SipMethod.Register) && seen.IsFinal, RegisterTries, stop);
        }
        while (answer is not null && registration.TakesChallenge(answer.Sip));
    }
}
