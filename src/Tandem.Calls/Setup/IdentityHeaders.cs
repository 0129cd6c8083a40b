using Tandem.Calls.Control;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Setup;

/// <summary>
/// Who the callee's side is told that the caller is (SW §2.2; RFC 3323, RFC 3325). Rule: a caller who asks for privacy is hidden in From as soon as the number has another
/// place that only the carrier reads (P-Asserted- or P-Preferred-Identity with a Privacy header), or when the trunk sends no Privacy header at all: then nothing
/// that could be shown goes out. Otherwise From carries the number and Privacy says what to do with it. No host of the caller's side is ever repeated.
/// </summary>
internal readonly ref struct IdentityHeaders
{
    private readonly SipMessage? _invite;
    private readonly EgressTrunk _trunk;
    private readonly string _number;
    private readonly bool _wantsPrivacy;

    /// <summary>The caller's INVITE (null for a test call), the route, and whether the caller's trunk lets its Privacy header count.</summary>
    public IdentityHeaders(SipMessage? invite, in Route route, bool honoursPrivacy)
    {
        _invite = invite;
        _trunk = route.Trunk.Trunk;
        _number = route.CallingNumber;
        _wantsPrivacy = honoursPrivacy && invite is not null && WantsPrivacy(invite);
    }

    private bool SendsAsserted => Sends(_trunk.SipPAssertedIdentity, HeaderId.PAssertedIdentity);

    private bool SendsPreferred => Sends(_trunk.SipPPreferredIdentity, HeaderId.PPreferredIdentity);

    private bool SendsPrivacy => _trunk.SipPrivacy != PrivacyMode.None;

    private bool HidesFrom => _wantsPrivacy && (!SendsPrivacy || SendsAsserted || SendsPreferred);

    /// <summary>The caller stays unnamed: neither From nor any identity header may carry the number.</summary>
    private bool HidesAll => _wantsPrivacy && !SendsPrivacy;

    /// <summary>The From value up to its tag.</summary>
    public void WriteFrom(SipWriter writer, Leg leg)
    {
        if (HidesFrom)
        {
            writer.Raw("\"Anonymous\" <sip:anonymous@anonymous.invalid>"u8);
            return;
        }

        if (_trunk.SipDisplay && _invite is { } invite && !invite.FromAddress.Display.IsEmpty)
        {
            writer.Raw("\""u8).Raw(invite.FromAddress.Display).Raw("\" "u8);
        }

        WriteUri(writer, _number, leg);
    }

    /// <summary>The headers beside From.</summary>
    public void WriteOthers(SipWriter writer, Leg leg)
    {
        WritePrivacy(writer);
        if (HidesAll)
        {
            return;
        }

        if (SendsAsserted)
        {
            writer.Begin(HeaderId.PAssertedIdentity);
            WriteUri(writer, NumberOf(_trunk.SipPAssertedIdentity, HeaderId.PAssertedIdentity), leg);
            writer.End();
        }

        if (SendsPreferred)
        {
            writer.Begin(HeaderId.PPreferredIdentity);
            WriteUri(writer, NumberOf(_trunk.SipPPreferredIdentity, HeaderId.PPreferredIdentity), leg);
            writer.End();
        }

        if (_trunk.SipRemotePartyId)
        {
            writer.Begin(HeaderId.RemotePartyId);
            WriteUri(writer, _number, leg);
            writer.Raw(";party=calling;screen=yes;privacy="u8).Raw(_wantsPrivacy || _trunk.SipPrivacy == PrivacyMode.Id ? "full"u8 : "off"u8).End();
        }
    }

    private void WritePrivacy(SipWriter writer)
    {
        switch (_trunk.SipPrivacy)
        {
            case PrivacyMode.PassThrough when _wantsPrivacy && _invite is not null:
                writer.Header(HeaderId.Privacy, _invite.Header(HeaderId.Privacy));
                break;
            case PrivacyMode.Id:
                writer.Header(HeaderId.Privacy, "id"u8);
                break;
            case PrivacyMode.NoneValue when !_wantsPrivacy:
                writer.Header(HeaderId.Privacy, "none"u8);
                break;
            case PrivacyMode.NoneValue:
                // The trunk's "none" is for callers who did not ask; one who did is not given away.
                writer.Header(HeaderId.Privacy, "id"u8);
                break;
            default:
                break;
        }
    }

    /// <summary>An identity without a user (<c>&lt;sip:pbx.example&gt;</c>) names only a host of the caller's side: with that replaced by ours it would assert us.</summary>
    private bool Sends(IdentityMode mode, HeaderId id) => mode != IdentityMode.None && NumberOf(mode, id).Length > 0;

    private string NumberOf(IdentityMode mode, HeaderId id) =>
        mode == IdentityMode.CallerNumber ? _number : _invite is null ? "" : CallAttemptReader.FirstUser(_invite, id);

    private static void WriteUri(SipWriter writer, string user, Leg leg)
    {
        writer.Raw("<sip:"u8);
        if (user.Length > 0)
        {
            UserPart.Write(writer, user);
            writer.Raw("@"u8);
        }

        string domain = leg.Egress?.Trunk.FromDomain ?? "";
        if (domain.Length > 0)
        {
            writer.Raw(domain);
        }
        else
        {
            LegMessages.WriteHost(writer, leg.Flow.Local);
        }

        writer.Raw(">"u8);
    }

    private static bool WantsPrivacy(SipMessage invite)
    {
        PrivacyKinds asked = Privacy.Read(invite.Header(HeaderId.Privacy));
        return (asked & (PrivacyKinds.Id | PrivacyKinds.User | PrivacyKinds.Header)) != PrivacyKinds.Unsaid;
    }
}
