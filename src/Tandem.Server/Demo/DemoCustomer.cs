using System.Net;
using Tandem.Sip.Messages;

namespace Tandem.Server.Demo;

/// <summary>A simulated customer (or stranger): places calls, talks, hangs up, sometimes loses patience.</summary>
internal sealed class DemoCustomer(string userAgent, DemoPeer peer, IPEndPoint theSwitch, Random random, TimeProvider time)
{
    private const int InviteTries = 7;
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(2);

    public DemoPeer Peer => peer;

    public async Task CallAsync(string from, string to, CancellationToken stop)
    {
        using var dialog = new DemoDialog(peer, theSwitch, $"{DemoDialog.NewToken(random)}@demo", userAgent, random, time);
        var patience = TimeSpan.FromSeconds(random.Next(6, 12));
        DemoMessage? answer = await dialog.AskAsync(dialog.Invite(from, to), static seen => seen.IsAnswerTo(SipMethod.Invite), InviteTries, stop);
        if (answer is { IsFinal: false })
        {
            answer = await dialog.WaitAsync(static seen => seen.IsAnswerTo(SipMethod.Invite) && seen.IsFinal, patience, stop)
                ?? await GiveUpAsync(dialog, stop);
        }

        if (answer is null)
        {
            return;
        }

        if (answer.Sip.StatusCode >= 300)
        {
            dialog.Learn(answer.Sip);
            dialog.Send(dialog.InInviteTransaction(SipMethod.Ack));
            return;
        }

        dialog.Learn(answer.Sip);
        dialog.Send(dialog.Ack());
        await TalkAsync(dialog, stop);
    }

    private static async Task<DemoMessage?> GiveUpAsync(DemoDialog dialog, CancellationToken stop)
    {
        dialog.Send(dialog.InInviteTransaction(SipMethod.Cancel));
        return await dialog.WaitAsync(static seen => seen.IsAnswerTo(SipMethod.Invite) && seen.IsFinal, LongestCall, stop);
    }

    private async Task TalkAsync(DemoDialog dialog, CancellationToken stop)
    {
        var talk = TimeSpan.FromSeconds(random.Next(2, 9));
        if (await dialog.WaitAsync(static seen => seen.IsRequest(SipMethod.Bye), talk, stop) is DemoMessage bye)
        {
            dialog.Send(dialog.Answer(bye.Sip, 200));
            return;
        }

        await dialog.AskAsync(dialog.Bye(), static seen => seen.IsAnswerTo(SipMethod.Bye) && seen.IsFinal, InviteTries, stop);
    }
}
