using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Media.Nodes;
using Tandem.Media.Sdp;

namespace Tandem.Calls.Media;

/// <summary>What the media writes into a call's record.</summary>
internal static class MediaRecord
{
    /// <summary>Of media that goes direct: the codec that an answer has chosen, its first format that is one (RFC 3264 §6.1), which both legs have; and where the side that answers wants its media.</summary>
    public static void NoteDirect(Call call, TextCache texts, SdpDescription scratch, ReadOnlySpan<byte> answer, bool isCallers)
    {
        if (CodecOf(texts, scratch, answer) is not { } codec)
        {
            return;
        }

        call.Record.CallerCodec = call.Record.CalleeCodec = codec;
        if (isCallers)
        {
            call.Media.DirectCaller = MediaFacts.PlaceOf(scratch);
        }
        else
        {
            call.Media.DirectCallee = MediaFacts.PlaceOf(scratch);
        }
    }

    /// <summary>What a side has answered, and what the other was told of it: each is its leg's codec.</summary>
    public static void NoteCodecs(Call call, TextCache texts, SdpDescription scratch, MediaRequest answered)
    {
        if (CodecOf(texts, scratch, answered.Said) is { } said && CodecOf(texts, scratch, answered.Told) is { } told)
        {
            (call.Record.CallerCodec, call.Record.CalleeCodec) = answered.From == MediaSide.A ? (said, told) : (told, said);
        }
    }

    private static string? CodecOf(TextCache texts, SdpDescription scratch, ReadOnlySpan<byte> answer)
    {
        if (answer.IsEmpty || SdpParser.Parse(answer, scratch) != SdpFault.None)
        {
            return null;
        }

        for (int i = 0; i < scratch.MediaCount; i++)
        {
            if (scratch[i].IsUsed)
            {
                return NameOf(scratch, i, texts);
            }
        }

        return null;
    }

    /// <summary>The node's counts, once the call is over.</summary>
    public static void Fill(Cdr record, MediaStatistics counts)
    {
        record.IsRecorded = counts.IsRecorded;
        record.CallerMediaIn = Of(counts.FromA);
        record.CallerMediaOut = Of(counts.ToA);
        record.CalleeMediaIn = Of(counts.FromB);
        record.CalleeMediaOut = Of(counts.ToB);
    }

    public static MediaLeg Of(MediaFlow flow) => new(
        flow.Packets, flow.Octets, flow.Lost, flow.JitterMicroseconds, flow.MosHundredths,
        TimeOf(flow.LastPacketMs))
    {
        Reordered = flow.Reordered,
        Duplicates = flow.Duplicates,
        RoundTripMicroseconds = flow.RoundTripMicroseconds,
        FirstPacketAt = TimeOf(flow.FirstPacketMs),
        CodecChanges = flow.CodecChanges,
    };

    private static DateTimeOffset? TimeOf(long unixMs) => unixMs > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(unixMs) : null;

    private static string NameOf(SdpDescription answer, int line, TextCache texts)
    {
        if (!answer[line].IsRtp)
        {
            return texts.Of(answer.Formats(line));
        }

        ReadOnlySpan<byte> formats = answer.Formats(line);
        foreach (Range word in formats.Split((byte)' '))
        {
            if (System.Buffers.Text.Utf8Parser.TryParse(formats[word], out int type, out _) && answer.Codec(line, type) is { Name.IsEmpty: false, IsAuxiliary: false } codec)
            {
                return texts.Of(codec.Name);
            }
        }

        return "";
    }
}
