using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Control;

/// <summary>
/// What one leg has agreed on session refreshes: RFC 4028. Pure: reads what the peer said and tells what holds from now on. Each leg has its own; the two never meet.
/// A peer that knows no timers is not refreshed; its calls have the ceiling SS_SIP_NO_TIMER_REINVITE_INTERVAL instead.
/// </summary>
/// <param name="Interval">Seconds without a refresh after which the session is over; 0 = no timer on this leg.</param>
/// <param name="WeRefresh">We send the refreshes; else the peer does.</param>
internal readonly record struct SessionTimer(int Interval, bool WeRefresh)
{
    /// <summary>The smallest interval anybody may ask for: RFC 4028 §4.</summary>
    public const int SmallestInterval = 90;

    /// <summary>No peer can make us wait longer than a day.</summary>
    private const int Longest = 86_400;

    public static readonly SessionTimer None;

    public bool IsOn => Interval > 0;

    /// <summary>
    /// What we agree to as the server of an INVITE or UPDATE: RFC 4028 §9. False: the peer asked for less than we take, the answer is 422 with Min-SE.
    /// </summary>
    public static bool TryAccept(SipMessage request, int ours, out SessionTimer agreed)
    {
        agreed = None;
        if (!request.ContainsToken(HeaderId.Supported, "timer"u8) && !request.ContainsToken(HeaderId.Require, "timer"u8))
        {
            return true;
        }

        DeltaSeconds.TryRead(WithoutParameters(request.Header(HeaderId.MinSE)), out int smallest);
        bool asks = SessionExpiresView.TryRead(request.Header(HeaderId.SessionExpires), out SessionExpiresView asked);
        if (asks && asked.Seconds < SmallestInterval)
        {
            return false;
        }

        int most = Math.Max(Math.Max(ours, smallest), SmallestInterval);
        agreed = new(asks ? Math.Min(asked.Seconds, most) : most, !(asks && asked.Refresher == Refresher.Uac));
        return true;
    }

    /// <summary>What a 2xx to our INVITE or UPDATE has agreed to: RFC 4028 §7.2. Without Session-Expires there is no timer.</summary>
    public static SessionTimer FromAnswer(SipMessage answer) =>
        SessionExpiresView.TryRead(answer.Header(HeaderId.SessionExpires), out SessionExpiresView agreed) && agreed.Seconds > 0
            ? new(Math.Max(agreed.Seconds, SmallestInterval), agreed.Refresher != Refresher.Uas)
            : None;

    /// <summary>The Min-SE of a 422, at least the smallest there is.</summary>
    public static int SmallestOf(SipMessage refusal) =>
        DeltaSeconds.TryRead(WithoutParameters(refusal.Header(HeaderId.MinSE)), out int seconds) ? Math.Clamp(seconds, SmallestInterval, Longest) : SmallestInterval;

    /// <summary>Milliseconds until we refresh: the interval in so many segments (SS_SIP_SESSION_UPDATE_SEGMENT).</summary>
    public long RefreshAfterMs(int segments) => Interval * 1000L / Math.Max(2, segments);

    /// <summary>
    /// Milliseconds until the session counts as dead. Who waits for the other hangs up a little before the end, as RFC 4028 §10 asks, or as long before as
    /// SS_SIP_SESSION_TIMEOUT_EARLY_HANGUP says; by a third of the interval at most, or no refresh, due at half of it, would come in time.
    /// </summary>
    public long DeadAfterMs(int earlyHangup)
    {
        int wished = earlyHangup > 0 ? earlyHangup : WeRefresh ? 0 : 32;
        return (Interval - Math.Min(wished, Interval / 3)) * 1000L;
    }

    /// <summary>The lines of a 2xx; Require when the peer has to act (RFC 4028 §9).</summary>
    public void WriteAnswer(SipWriter writer)
    {
        if (!IsOn)
        {
            return;
        }

        writer.Begin(HeaderId.SessionExpires).Raw(Interval).Raw(WeRefresh ? ";refresher=uas"u8 : ";refresher=uac"u8).End();
        if (!WeRefresh)
        {
            writer.Header(HeaderId.Require, "timer"u8);
        }
    }

    /// <summary>The lines of a request: what we ask for, and by whom.</summary>
    public void WriteRequest(SipWriter writer, int minSE)
    {
        if (!IsOn)
        {
            return;
        }

        writer.Begin(HeaderId.SessionExpires).Raw(Interval).Raw(WeRefresh ? ";refresher=uac"u8 : ";refresher=uas"u8).End();
        writer.Begin(HeaderId.MinSE).Raw(minSE).End();
    }

    /// <summary>The lines of a first INVITE: the interval we wish, refreshed by us (RFC 4028 §7.1).</summary>
    public static void WriteWish(SipWriter writer, int interval, int minSE) => new SessionTimer(interval, WeRefresh: true).WriteRequest(writer, minSE);

    private static ReadOnlySpan<byte> WithoutParameters(ReadOnlySpan<byte> value)
    {
        int end = value.IndexOf((byte)';');
        return end < 0 ? value : value[..end];
    }
}
