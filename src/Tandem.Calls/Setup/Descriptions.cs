using System.Buffers.Text;
using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Setup;

/// <summary>Session descriptions, as far as the signalling must compare them: the m= lines (RFC 4566 §5.14).</summary>
internal static class Descriptions
{
    /// <summary>The body is one: application/sdp.</summary>
    public static bool IsIn(SipMessage message)
    {
        ReadOnlySpan<byte> type = message.ContentType;
        int end = type.IndexOf((byte)';');
        return !message.Body.IsEmpty && Ascii.EqualsIgnoreCase((end < 0 ? type : type[..end]).TrimEnd(" \t"u8), "application/sdp"u8);
    }

    /// <summary>
    /// May this description answer that offer? RFC 3264 §6: as many streams, in the same order, of the same kind and transport; a stream that is taken has a format of the offer's, one that was not offered
    /// stays refused.
    /// </summary>
    public static bool IsAnswer(ReadOnlySpan<byte> offer, ReadOnlySpan<byte> answer)
    {
        bool isAny = false;
        while (TryNext(ref offer, out ReadOnlySpan<byte> offered))
        {
            isAny = true;
            if (!TryNext(ref answer, out ReadOnlySpan<byte> answered) || !IsAnswered(offered, answered))
            {
                return false;
            }
        }

        return isAny && !TryNext(ref answer, out _);
    }

    private static bool IsAnswered(ReadOnlySpan<byte> offered, ReadOnlySpan<byte> answered)
    {
        bool isSame = TakeWord(ref offered).SequenceEqual(TakeWord(ref answered)); // audio, video, image ...
        bool isOffered = Port(TakeWord(ref offered)) != 0;
        bool isTaken = Port(TakeWord(ref answered)) != 0;
        isSame &= TakeWord(ref offered).SequenceEqual(TakeWord(ref answered)); // RTP/AVP ...
        return isSame && (!isTaken || (isOffered && SharesWord(offered, answered)));
    }

    private static bool SharesWord(ReadOnlySpan<byte> offered, ReadOnlySpan<byte> answered)
    {
        while (!offered.IsEmpty)
        {
            ReadOnlySpan<byte> format = TakeWord(ref offered);
            ReadOnlySpan<byte> rest = answered;
            while (!rest.IsEmpty)
            {
                if (TakeWord(ref rest).SequenceEqual(format))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The value of the next m= line.</summary>
    private static bool TryNext(ref ReadOnlySpan<byte> description, out ReadOnlySpan<byte> stream)
    {
        while (!description.IsEmpty)
        {
            int end = description.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? description : description[..end];
            description = end < 0 ? default : description[(end + 1)..];
            if (line.StartsWith("m="u8))
            {
                stream = line[2..].Trim(" \r"u8);
                return true;
            }
        }

        stream = default;
        return false;
    }

    private static ReadOnlySpan<byte> TakeWord(ref ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)' ');
        ReadOnlySpan<byte> word = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..].TrimStart((byte)' ');
        return word;
    }

    /// <summary>The port of <c>49170/2</c>; what can't be read refuses the stream.</summary>
    private static int Port(ReadOnlySpan<byte> word) => Utf8Parser.TryParse(word, out int port, out _) ? port : 0;
}
