using System.Net;
using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Server.Demo;

/// <summary>How somebody treats calls, in percent; the rest is answered.</summary>
internal sealed record DemoManners(int Busy, int NoAnswer, int Refused);

/// <summary>Who is called, a simulated carrier or phone: rings, answers, is busy, or refuses so that the switch tries the next carrier.</summary>
internal sealed class DemoCallee(string userAgent, DemoPeer peer, IPEndPoint theSwitch, DemoManners manners, Random random, TimeProvider time)
{
    private const int AnswerTries = 8;
    private static readonly TimeSpan LongestRinging = TimeSpan.FromSeconds(30);

    public DemoPeer Peer => peer;

    public async Task TakeAsync(DemoMessage invite, CancellationToken stop)
    {
        using var dialog = new DemoDialog(peer, theSwitch, Encoding.UTF8.GetString(invite.Sip.CallId), userAgent, random, time);
        dialog.Learn(invite.Sip);
        dialog.Send(dialog.Answer(invite.Sip, 100));
        int luck = random.Next(100);
        if (luck < manners.Refused)
        {
            await RefuseAsync(dialog, invite, 503, stop);
            return;
        }

        dialog.Send(dialog.Answer(invite.Sip, 180));
        bool isBusy = luck < manners.Refused + manners.Busy;
        bool isAway = !isBusy && luck < manners.Refused + manners.Busy + manners.NoAnswer;
        TimeSpan ringing = isAway ? LongestRinging : TimeSpan.FromMilliseconds(random.Next(300, 2500));
        if (await dialog.WaitAsync(static seen => seen.IsRequest(SipMethod.Cancel), ringing, stop) is DemoMessage cancel)
        {
            dialog.Send(dialog.Answer(cancel.Sip, 200));
            await RefuseAsync(dialog, invite, 487, stop);
        }
        else if (isBusy || isAway)
        {
            await RefuseAsync(dialog, invite, isBusy ? 486 : 480, stop);
        }
        else
        {
            await TalkAsync(dialog, invite, stop);
        }
    }

    private static Task<DemoMessage?> RefuseAsync(DemoDialog dialog, DemoMessage invite, int status, CancellationToken stop) =>
        dialog.AskAsync(dialog.Answer(invite.Sip, status), static seen => seen.IsRequest(SipMethod.Ack), AnswerTries, stop);

    private async Task TalkAsync(DemoDialog dialog, DemoMessage invite, CancellationToken stop)
    {
        using DemoVoice voice = peer.OpenVoice();
        byte[] description = voice.Describe(peer.Shown.Address);
        byte[] accepted = dialog.Answer(invite.Sip, 200, description);
        voice.Begin(invite.Sip.Body, description);
        DemoMessage? next = await dialog.AskAsync(
            accepted, static seen => seen.IsRequest(SipMethod.Ack) || seen.IsRequest(SipMethod.Bye) || seen.IsRequest(SipMethod.Cancel), AnswerTries, stop);
        if (next is not null && next.IsRequest(SipMethod.Ack))
        {
            // One call in three is ended by the called side.
            TimeSpan talk = random.Next(3) == 0 ? TimeSpan.FromSeconds(random.Next(2, 6)) : TimeSpan.FromMinutes(2);
            next = await dialog.WaitAsync(static seen => seen.IsRequest(SipMethod.Bye), talk, stop);
        }

        if (next is null)
        {
            await dialog.AskAsync(dialog.Bye(), static seen => seen.IsAnswerTo(SipMethod.Bye) && seen.IsFinal, AnswerTries, stop);
        }
        else
        {
            dialog.Send(dialog.Answer(next.Sip, 200));
        }
    }
}
