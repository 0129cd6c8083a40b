using System.Text;
using Tandem.Routing.Access;
using Tandem.Routing.Trunks;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Setup;

/// <summary>
/// The numbers of an INVITE, wherever the trunk says that they are (SW §2.2 <c>sipCallerE164Domain</c>, <c>sipCalleeE164Domain</c>). One for each shard, pointed at
/// one INVITE after the other; what is asked twice is read once.
/// </summary>
internal sealed class CallAttemptReader : ICallNumbers
{
    private SipMessage? _invite;
    private string? _from;
    private string? _requestUri;

    public void Read(SipMessage invite)
    {
        _invite = invite;
        _from = null;
        _requestUri = null;
    }

    /// <summary>Forgets the INVITE, whose buffer is about to serve another.</summary>
    public void Clear() => _invite = null;

    public string Calling(CallerSource source) => _invite is null ? "" : source switch
    {
        CallerSource.From => _from ??= UserOfUri(_invite.FromAddress.Uri),
        CallerSource.Display => DisplayOf(_invite.FromAddress),
        CallerSource.RemotePartyId => FirstUser(_invite, HeaderId.RemotePartyId),
        CallerSource.PAssertedIdentity => FirstUser(_invite, HeaderId.PAssertedIdentity),
        CallerSource.PPreferredIdentity => FirstUser(_invite, HeaderId.PPreferredIdentity),
        _ => "",
    };

    public string Called(CalleeSource source) => _invite is null ? "" : source switch
    {
        CalleeSource.To => UserOfUri(_invite.ToAddress.Uri),
        CalleeSource.RequestUri => _requestUri ??= UserOfUri(_invite.RequestUri),
        CalleeSource.Diversion => FirstUser(_invite, HeaderId.Diversion),
        _ => "",
    };

    /// <summary>The first value of a list header that names a user: P-Asserted-Identity may hold a sip: and a tel: URI (RFC 3325 §9.1).</summary>
    internal static string FirstUser(SipMessage message, HeaderId id)
    {
        foreach (ReadOnlySpan<byte> value in message.Values(id))
        {
            string user = UserOf(value);
            if (user.Length > 0)
            {
                return user;
            }
        }

        return "";
    }

    private static string UserOf(ReadOnlySpan<byte> nameAddress) =>
        NameAddrView.TryRead(nameAddress, out NameAddrView address) ? UserOfUri(address.Uri) : "";

    private static string UserOfUri(ReadOnlySpan<byte> uri) =>
        SipUriView.TryRead(uri, out SipUriView view) ? UserPart.Read(view) : "";

    private static string DisplayOf(NameAddrView address) =>
        address.Display.Length <= UserPart.Longest ? Encoding.UTF8.GetString(address.Display) : "";
}
