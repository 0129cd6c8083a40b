using System.Buffers;
using System.Globalization;
using System.Text;
using Tandem.Calls.Control;
using Tandem.Routing.Phones;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Setup;

/// <summary>What the switch itself says of its phones' forwardings: Diversion (RFC 5806 §4) and History-Info (RFC 7044 §5, §10), with the causes of RFC 4458.</summary>
internal static class OwnForwards
{
    private static readonly SearchValues<byte> Index = SearchValues.Create("0123456789."u8);

    public static void WriteDiversion(SipWriter writer, Forwarding? by, Leg leg)
    {
        for (Forwarding? one = by; one is not null; one = one.Before)
        {
            writer.Begin(HeaderId.Diversion);
            WriteUri(writer, one.Phone.Number, leg);
            writer.Raw(";reason="u8).Raw(one.Kind switch
            {
                ForwardKind.Period => "time-of-day"u8,
                ForwardKind.Unconditional => "unconditional"u8,
                ForwardKind.Offline => "unavailable"u8,
                ForwardKind.Redirect => "deflection"u8,
                ForwardKind.Busy => one.Phone.Phone.DoNotDisturb ? "do-not-disturb"u8 : "user-busy"u8,
                _ => "no-answer"u8,
            }).Raw(";counter=1"u8).End();
        }
    }

    /// <summary>An entry for the number that was called first, and one for each target. Behind a history that the caller came with, its numbering goes on.</summary>
    public static void WriteHistory(SipWriter writer, Forwarding? by, SipMessage invite, Leg leg)
    {
        if (by is null)
        {
            return;
        }

        string index = LastIndex(invite);
        if (index.Length == 0)
        {
            index = "1";
            writer.Begin(HeaderId.HistoryInfo);
            WriteUri(writer, by.First.Phone.Number, leg);
            writer.Raw(";index=1"u8).End();
        }

        foreach (Forwarding one in Chain(by))
        {
            string from = index;
            index += ".1";
            writer.Begin(HeaderId.HistoryInfo);
            WriteUri(writer, one.Call.CalledNumber, leg, CauseOf(one.Kind));
            writer.Raw(";index="u8).Raw(index).Raw(";mp="u8).Raw(from).End();
        }
    }

    private static IEnumerable<Forwarding> Chain(Forwarding by) => by.Before is null ? [by] : Chain(by.Before).Append(by);

    private static int CauseOf(ForwardKind kind) => kind switch
    {
        ForwardKind.Offline => 503,
        ForwardKind.Busy => 486,
        ForwardKind.NoAnswer => 408,
        _ => 302,
    };

    private static void WriteUri(SipWriter writer, string number, Leg leg, int cause = 0)
    {
        writer.Raw("<sip:"u8);
        UserPart.Write(writer, number);
        writer.Raw("@"u8);
        string domain = leg.Egress?.Trunk.FromDomain ?? "";
        if (domain.Length > 0)
        {
            writer.Raw(domain);
        }
        else
        {
            LegMessages.WriteHost(writer, leg.Flow.Local);
        }

        if (cause > 0)
        {
            writer.Raw(string.Create(CultureInfo.InvariantCulture, $";cause={cause}"));
        }

        writer.Raw(">"u8);
    }

    private static string LastIndex(SipMessage invite)
    {
        string last = "";
        foreach (ReadOnlySpan<byte> value in invite.Values(HeaderId.HistoryInfo))
        {
            if (Sip.Headers.NameAddrView.TryRead(value, out Sip.Headers.NameAddrView entry) && Sip.Headers.Parameters.TryFind(entry.Parameters, "index"u8, out ReadOnlySpan<byte> index)
                && index.Length is > 0 and < 64 && !index.ContainsAnyExcept(Index))
            {
                last = Encoding.ASCII.GetString(index);
            }
        }

        return last;
    }
}
