using Tandem.Calls.Control;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Setup;

/// <summary>
/// The lines that our messages have in common. One rule for all of them: a leg's message is made anew; of the other leg's message it repeats the body and the headers in
/// <see cref="PassingHeaders"/>, which say nothing about hosts (topology hiding).
/// </summary>
internal static class LegMessages
{
    /// <summary>The methods we take: RFC 3261 §20.5.</summary>
    public static ReadOnlySpan<byte> Allow => "INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO, MESSAGE"u8;

    /// <summary>The bodies that an INVITE may bring.</summary>
    public static ReadOnlySpan<byte> Accept => "application/sdp, multipart/mixed"u8;

    /// <summary>What User-Agent and Server say: without a version, which would tell a stranger what to try (RFC 3261 §20.35).</summary>
    public static ReadOnlySpan<byte> Product => "Tandem"u8;

    /// <summary>RFC 3261 §8.1.1.6.</summary>
    public const int MostHops = 70;

    public static void WriteContact(SipWriter writer, in Flow flow)
    {
        writer.Begin(HeaderId.Contact).Raw("<sip:tandem@"u8);
        WriteAddress(writer, flow.Local);
        if (flow.IsStream)
        {
            writer.Raw(flow.Transport == TransportKind.Tls ? ";transport=tls"u8 : ";transport=tcp"u8);
        }

        writer.Raw(">"u8).End();
    }

    /// <summary>Host and port.</summary>
    public static void WriteAddress(SipWriter writer, in NetAddress address)
    {
        WriteHost(writer, address);
        writer.Raw(":"u8).Raw(address.Port);
    }

    public static void WriteHost(SipWriter writer, in NetAddress address)
    {
        Span<byte> host = stackalloc byte[64];
        address.TryFormatHost(host, out int length);
        writer.Raw(host[..length]);
    }

    /// <summary>Begins a request inside a dialog, up to the headers that are its own.</summary>
    public static SipWriter BeginRequest(CallShard shard, Leg leg, Dialog dialog, ClientTransaction transaction, int maxForwards = MostHops)
    {
        dialog.WriteRequestStart(shard.Writer, transaction, leg.Flow.Local, maxForwards);
        return shard.Writer.Header(HeaderId.UserAgent, Product);
    }

    /// <summary>A refusal with what its status has to say (RFC 3261 §21): Allow, Accept, Unsupported, Retry-After.</summary>
    public static void WriteRefusal(SipWriter writer, ServerTransaction transaction, int status, int retryAfter = -1)
    {
        ResponseStart.Write(writer, transaction, status);
        if (status == 405)
        {
            writer.Header(HeaderId.Allow, Allow);
        }

        if (status == 415)
        {
            writer.Header(HeaderId.Accept, Accept);
        }

        if (status == 420 && transaction.Request is { } request)
        {
            HasUnknownOption(request, timer: true, reliable: true, writer);
        }

        if (retryAfter >= 0)
        {
            writer.Header(HeaderId.RetryAfter, retryAfter);
        }

        writer.Header(HeaderId.Server, Product).NoBody();
    }

    /// <summary>200 to OPTIONS outside a dialog: what we can do (RFC 3261 §11.2).</summary>
    public static void WriteAbilities(SipWriter writer, ServerTransaction transaction)
    {
        ResponseStart.Write(writer, transaction, 200);
        writer.Header(HeaderId.Allow, Allow).Header(HeaderId.Accept, "application/sdp"u8);
        WriteSupported(writer, timer: true, reliable: true);
        writer.Header(HeaderId.Server, Product).NoBody();
    }

    /// <summary>Methods that make no sense outside a dialog.</summary>
    public static bool IsWithinDialog(SipMethod method) => method is SipMethod.Bye or SipMethod.Prack or SipMethod.Update or SipMethod.Info;

    /// <summary>422: RFC 4028 §6.</summary>
    public static void WriteIntervalTooSmall(SipWriter writer, ServerTransaction transaction)
    {
        ResponseStart.Write(writer, transaction, 422);
        writer.Header(HeaderId.MinSE, SessionTimer.SmallestInterval).Header(HeaderId.Server, Product).NoBody();
    }

    /// <summary>The options we know on this leg: RFC 3261 §20.37.</summary>
    public static void WriteSupported(SipWriter writer, bool timer, bool reliable)
    {
        if (timer || reliable)
        {
            writer.Header(HeaderId.Supported, timer && reliable ? "timer, 100rel"u8 : timer ? "timer"u8 : "100rel"u8);
        }
    }

    /// <summary>What a request requires and we do not know (RFC 3261 §8.2.2.3); the writer, if any, gets the Unsupported line.</summary>
    public static bool HasUnknownOption(SipMessage request, bool timer, bool reliable, SipWriter? writer = null)
    {
        bool found = false;
        foreach (ReadOnlySpan<byte> option in request.Values(HeaderId.Require))
        {
            if ((timer && System.Text.Ascii.EqualsIgnoreCase(option, "timer"u8)) || (reliable && System.Text.Ascii.EqualsIgnoreCase(option, "100rel"u8)))
            {
                continue;
            }

            if (writer is not null)
            {
                writer = found ? writer.Raw(", "u8) : writer.Begin(HeaderId.Unsupported);
                writer.Raw(option);
            }

            found = true;
        }

        if (found)
        {
            writer?.End();
        }

        return found;
    }
}
