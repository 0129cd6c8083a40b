using Tandem.Calls.Control;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Calls.Setup;

/// <summary>
/// The INVITE to a carrier: numbers and addresses from the route, identity as the trunk wants it (SW §2.2), the caller's body untouched, nothing of the caller's machines.
/// </summary>
internal static class InviteMessage
{
    /// <summary>The dialog, with its own Call-ID and tag; From, To and Request-URI stay the same for every INVITE of the attempt.</summary>
    public static void BeginDialog(CallShard shard, Call call, Leg leg)
    {
        Route route = leg.Place.Route;
        SipWriter text = shard.UriWriter.Clear();
        Identity(call, route).WriteFrom(text, leg);
        int afterFrom = text.Written.Length;
        text.Raw("<"u8);
        if (leg.Place.Contact is not null)
        {
            // The number that was called, not the phone's: one with several is to know which (RFC 3261 §8.1.1.2 has the logical recipient in To).
            text.Raw("sip:"u8);
            UserPart.Write(text, route.By?.Call.CalledNumber ?? call.Record.CalledNumber);
            text.Raw("@"u8);
            LegMessages.WriteHost(text, leg.Flow.Local);
        }
        else
        {
            WriteUri(text, call.Parameters.InviteUseContact && call.Record.CalledNumberIn.Length > 0 ? call.Record.CalledNumberIn : route.CalledNumber, leg, withPort: false);
        }

        text.Raw(">"u8);
        int afterTo = text.Written.Length;
        if (leg.Place.Contact is { } contact)
        {
            text.Raw(contact.Uri);
        }
        else
        {
            WriteUri(text, route.CalledNumber, leg, withPort: true);
        }

        int afterTarget = text.Written.Length;
        foreach (string hop in leg.Place.Contact?.Route ?? [])
        {
            text.Raw(text.Written.Length > afterTarget ? ", "u8 : default).Raw(hop);
        }

        ReadOnlySpan<byte> all = text.Written;
        leg.Dialog = shard.Dialogs.BeginOurs(leg, all[..afterFrom], all[afterFrom..afterTo], all[afterTo..afterTarget], all[afterTarget..]);
    }

    public static void Write(CallShard shard, Call call, Leg leg, ClientTransaction transaction)
    {
        SipMessage? invite = call.Invite;
        Route route = leg.Place.Route;
        EgressTrunk trunk = route.Trunk.Trunk;
        SipWriter writer = shard.Writer;
        int hops = invite is { MaxForwards: > 0 } ? invite.MaxForwards - 1 : 70;
        leg.Dialog!.WriteRequestStart(writer, transaction, leg.Flow.Local, hops); // begun before its INVITE is written
        LegMessages.WriteContact(writer, leg.Flow);
        writer.Header(HeaderId.Allow, LegMessages.Allow);

        // An offer in a reliable provisional can't be answered for a caller who knows none: so a late offer needs a caller who does.
        bool reliable = trunk.Sip100Rel && !call.Branches.IsSeveral && (call.HasOffer || call.Caller is { Knows100Rel: true });
        LegMessages.WriteSupported(writer, trunk.SipTimer, reliable);
        if (trunk.SipTimer)
        {
            SessionTimer.WriteWish(writer, Math.Max(call.Parameters.SessionTtl, leg.MinSE), leg.MinSE);
        }

        writer.Header(HeaderId.UserAgent, LegMessages.Product);
        Identity(call, route).WriteOthers(writer, leg);
        leg.Login.Write(writer, SipMethod.Invite, leg.Dialog.RemoteTarget);
        if (invite is not null)
        {
            PassingHeaders.Copy(writer, invite);
            ForwardingHeaders.Write(writer, invite, leg);
            writer.Body(invite.ContentType, call.Offer);
        }
        else
        {
            writer.Body("application/sdp"u8, call.Offer);
        }
    }

    private static IdentityHeaders Identity(Call call, in Route route) =>
        new(call.Invite, route, call.Ingress?.Trunk?.SipPrivacySupport ?? true);

    private static void WriteUri(SipWriter writer, string number, Leg leg, bool withPort)
    {
        writer.Raw("sip:"u8);
        UserPart.Write(writer, number);
        writer.Raw("@"u8);
        string domain = leg.Egress?.Trunk.FromDomain ?? "";
        if (domain.Length > 0)
        {
            writer.Raw(domain);
            return;
        }

        WriteHost(writer, leg);
        if (withPort && leg.TargetPort > 0)
        {
            writer.Raw(":"u8).Raw(leg.TargetPort);
        }

        if (withPort && leg.Flow.IsStream)
        {
            writer.Raw(";transport=tcp"u8);
        }
    }

    private static void WriteHost(SipWriter writer, Leg leg)
    {
        if (leg.TargetHost.Length > 0)
        {
            writer.Raw(leg.TargetHost);
            return;
        }

        Span<byte> host = stackalloc byte[64];
        leg.Flow.Remote.TryFormatHost(host, out int length);
        writer.Raw(host[..length]);
    }
}
