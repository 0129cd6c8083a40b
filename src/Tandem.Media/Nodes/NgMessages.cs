using System.Buffers.Text;
using System.Text;
using Tandem.Media.Sdp;

namespace Tandem.Media.Nodes;

/// <summary>The messages of the NG protocol: offer, answer, query, delete. A session's key is its call-id; A's tag is <c>a</c>, the callee's forks are <c>b0</c>, <c>b1</c> ….</summary>
internal static class NgMessages
{
    public static void Write(BencodeWriter text, MediaRequest request)
    {
        Span<byte> key = stackalloc byte[32];
        Key(request.Session.Key, key);
        Span<byte> b = stackalloc byte[4];
        b[0] = (byte)'b';
        byte fork = request.From == MediaSide.B ? request.Fork : request.Session.Fork;
        Utf8Formatter.TryFormat(fork, b[1..], out int digits);
        ReadOnlySpan<byte> tagB = b[..(1 + digits)];
        ReadOnlySpan<byte> own = request.From == MediaSide.A ? "a"u8 : tagB;
        ReadOnlySpan<byte> other = request.From == MediaSide.A ? tagB : "a"u8;

        text.Dictionary().Pair("command"u8, CommandOf(request.Ask)).Pair("call-id"u8, key);
        switch (request.Ask)
        {
            case MediaAsk.Offer:
                // The one who offers is "from"; a first offer knows no other side yet.
                text.Pair("from-tag"u8, own);
                if (request.Session.Talk.HasAnswerEver)
                {
                    text.Pair("to-tag"u8, other);
                }

                WriteDescription(text, request, request.Said);
                break;
            case MediaAsk.Answer:
                text.Pair("from-tag"u8, other).Pair("to-tag"u8, own);
                WriteDescription(text, request, request.Said);
                break;
            case MediaAsk.Delete:
                // With the tag of a side that it knows, it tells the counts once more.
                text.Pair("from-tag"u8, request.Session.Talk.Offerer == MediaSide.A ? "a"u8 : tagB);
                break;
            default:
                break; // without a tag it is the whole call
        }

        text.End();
    }

    /// <summary>False: the node has refused, and the outcome says what.</summary>
    public static bool IsOk(ReadOnlySpan<byte> reply, MediaRequest request)
    {
        if (IsDone(reply))
        {
            return true;
        }

        ReadOnlySpan<byte> reason = Bencode.TryGetText(reply, "error-reason"u8, out ReadOnlySpan<byte> said) ? said : "no result"u8;
        request.Problem = Encoding.UTF8.GetString(reason[..Math.Min(reason.Length, 200)]);
        request.Outcome = Contains(reason, "Unknown call-id"u8) ? MediaOutcome.UnknownSession
            : Contains(reason, "out of ports"u8) ? MediaOutcome.PortsUsedUp
            : MediaOutcome.NodeRefused;
        return false;
    }

    public static bool IsDone(ReadOnlySpan<byte> reply) => Bencode.TryGetText(reply, "result"u8, out ReadOnlySpan<byte> result) && result.SequenceEqual("ok"u8);

    internal static void Key(UInt128 key, Span<byte> text)
    {
        for (int i = 0; i < 32; i++)
        {
            text[i] = "0123456789abcdef"u8[(int)(key >> (124 - (4 * i))) & 15];
        }
    }

    private static ReadOnlySpan<byte> CommandOf(MediaAsk ask) => ask switch
    {
        MediaAsk.Offer => "offer"u8,
        MediaAsk.Answer => "answer"u8,
        MediaAsk.Query => "query"u8,
        _ => "delete"u8,
    };

    /// <summary>A description, and how it is to be taken.</summary>
    public static void WriteDescription(BencodeWriter text, MediaRequest request, ReadOnlySpan<byte> description)
    {
        text.Pair("sdp"u8, description);
        text.Pair("ICE"u8, "remove"u8);

        // Each side muxes RTCP if both ends of it agree, and our text says what they said; keys go through from end to end.
        text.Text("flags"u8).List().Text("trust-address"u8).End();
        text.Text("DTLS"u8).Raw("3:off"u8);
        text.Text("SDES"u8).List().Text("off"u8).End();
        text.Text("address family"u8).Text(request.Near.IsIPv4 ? "IP4"u8 : "IP6"u8);
        text.Text("TOS"u8).Number(request.Tos);
    }

    private static bool Contains(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.IndexOf(word) >= 0;
}
