using System.Globalization;
using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Live;
using Tandem.Wire.Flows;

namespace Tandem.Calls.VoiceCalls;

/// <summary>
/// A call that the switch itself places to say something and to hear a key: through normal routing, with media of a node of ours. Nobody pays for it but the switch, by what its carrier costs. Posted to a shard as it
/// is; answered when the call has ended.
/// </summary>
internal sealed class VoiceCall(VoiceCallRequest request) : ShardQuestion<VoiceCallResult>, IOwnCall
{
    private const int LongestSeconds = 600;
    private byte[]? _offer;

    public VoiceCallRequest Request => request;

    public int Seconds => Math.Clamp(request.Seconds, 1, LongestSeconds);

    /// <summary>The message was begun at least once.</summary>
    public bool IsSaid { get; set; }

    /// <summary>The key was pressed.</summary>
    public bool IsConfirmed { get; set; }

    /// <summary>
    /// What the media node is told of the side that nobody has: G.711 and keys. Its sound is at a name that leads nowhere (RFC 2606 §2), so what comes from the callee is heard by the node and goes no further; an
    /// address in its place would be one that packets are sent to, and 0.0.0.0 would be a call on hold.
    /// </summary>
    public ReadOnlySpan<byte> Offer(scoped in NetAddress local, long id) => _offer ??= Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"v=0\r\no=- {id} 1 IN {(local.IsIPv4 ? "IP4" : "IP6")} switch.invalid\r\ns=-\r\nc=IN {(local.IsIPv4 ? "IP4" : "IP6")} switch.invalid\r\nt=0 0\r\nm=audio 9 RTP/AVP 8 0 101\r\n"
        + $"a=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=sendrecv\r\n"));

    /// <summary>The call could not even be placed.</summary>
    public void Fail(string problem) => TrySetResult(new("", IsAnswered: false, IsConfirmed: false, problem));

    public void Finish(Cdr record, in CallEnd end)
    {
        string problem = IsConfirmed ? "" : record.Answered ? "answered, but the key was not pressed" : string.Create(CultureInfo.InvariantCulture, $"not answered: {EndReasons.Name(end.Reason)}");
        TrySetResult(new(record.Id.ToString(CultureInfo.InvariantCulture), record.Answered, IsConfirmed, problem));
    }
}
