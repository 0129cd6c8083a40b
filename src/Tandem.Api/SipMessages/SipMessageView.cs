using System.Text;
using System.Text.Json;
using Tandem.Calls.Live;

namespace Tandem.Api.SipMessages;

/// <summary>
/// A SIP message of no call and no phone. <paramref name="Number"/> counts up since the switch started. <paramref name="Direction"/> is received, or sent for our answer to one.
/// <paramref name="Reason"/> is one of those that the list's description names; <paramref name="Detail"/> is the parse fault or why it was refused, empty when the reason says all.
/// <paramref name="Length"/> are the bytes that it had; <paramref name="Message"/> has the first 2,000 of them, credentials as stars.
/// </summary>
public sealed record SipMessageView(
    long Number, DateTimeOffset At, string Direction, string Transport, string Local, string Remote, string Reason, string Detail, string StartLine, int Length, bool IsCut, string Message)
{
    private const int LongestStartLine = 200;

    internal static SipMessageView Of(RecentMessage one)
    {
        string text = Encoding.UTF8.GetString(one.Message);
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        return new(
            one.Number, one.At, one.Sent ? "sent" : "received", one.TransportName, one.Local, one.Remote, WordOf(one.Reason), JsonNamingPolicy.CamelCase.ConvertName(one.Detail),
            text[..Math.Min(end < 0 ? text.Length : end, LongestStartLine)], one.Length, one.IsCut, text);
    }

    internal static string WordOf(StrayReason reason) => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());
}
