using System.Net;
using Tandem.Sip.Auth;
using Tandem.Sip.Messages;

namespace Tandem.Server.Demo;

/// <summary>A simulated customer (or stranger): places calls, talks, hangs up, sometimes loses patience.</summary>
internal sealed class DemoCustomer(string userAgent, DemoPeer peer, IPEndPoint theSwitch, Random random, TimeProvider time)
{
    private const int InviteTries = 7;
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(2);

    public DemoPeer Peer => peer;

    /// <summary>Number and password, when it is known by those.</summary>
    public (string Number, string Password)? Login { get; init; }

    /// <summary>A call to its end, which comes soon after <paramref name="hurry"/>. True: it was answered.</summary>
    public async Task<bool> CallAsync(string from, string to, CancellationToken hurry, CancellationToken stop)
    {
        DigestClient? login = Login is (string number, string password) ? new(number, password, random) : null;
        using var dialog = new DemoDialog(peer, theSwitch, $"{DemoDialog.NewToken(random)}@demo", userAgent, random, time, login);
        using DemoVoice voice = peer.OpenVoice();
        byte[] description = voice.Describe(peer.Shown.Address);
        var patience = TimeSpan.FromSeconds(random.Next(6, 12));
        DemoMessage? answer = await InviteAsync(dialog, from, to, description, stop);
        if (answer is { IsFinal: false })
        {
            answer = await dialog.WaitAsync(static seen => seen.IsAnswerTo(SipMethod.Invite) && seen.IsFinal, patience, stop)
                ?? await GiveUpAsync(dialog, stop);
        }

        if (answer is null)
        {
            return false;
        }

        if (answer.Sip.StatusCode >= 300)
        {
            dialog.Learn(answer.Sip);
            dialog.Send(dialog.InInviteTransaction(SipMethod.Ack));
            return false;
        }

        dialog.Learn(answer.Sip);
        dialog.Send(dialog.Ack());
        voice.Begin(answer.Sip.Body, answer.Sip.Body);
        await TalkAsync(dialog, hurry, stop);
        return true;
    }

    /// <summary>The first answer that is no question for the password.</summary>
    private static async Task<DemoMessage?> InviteAsync(DemoDialog dialog, string from, string to, byte[] description, CancellationToken stop)
    {
        while (true)
        {
            DemoMessage? answer = await dialog.AskAsync(dialog.Invite(from, to, description), static seen => seen.IsAnswerTo(SipMethod.Invite), InviteTries, stop);
            if (answer is null || !dialog.TakesChallenge(answer.Sip))
            {
                return answer;
            }

            dialog.Learn(answer.Sip);
            dialog.Send(dialog.InInviteTransaction(SipMethod.Ack));
        }
    }

    private static async Task<DemoMessage?> GiveUpAsync(DemoDialog dialog, CancellationToken stop)
    {
        dialog.Send(dialog.InInviteTransaction(SipMethod.Cancel));
        return await dialog.WaitAsync(static seen => seen.IsAnswerTo(SipMethod.Invite) && seen.IsFinal, LongestCall, stop);
    }

    private async Task TalkAsync(DemoDialog dialog, CancellationToken hurry, CancellationToken stop)
    {
        // Every second one is long enough for its media quality to have a course.
        var talk = TimeSpan.FromSeconds(random.Next(2) == 0 ? random.Next(2, 9) : random.Next(15, 45));
        if (await dialog.WaitAsync(static seen => seen.IsRequest(SipMethod.Bye), talk, stop, hurry) is DemoMessage bye)
        {
            dialog.Send(dialog.Answer(bye.Sip, 200));
            return;
        }

        await dialog.AskAsync(dialog.Bye(), static seen => seen.IsAnswerTo(SipMethod.Bye) && seen.IsFinal, InviteTries, stop);
    }
}
