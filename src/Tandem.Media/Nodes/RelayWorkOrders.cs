using Tandem.Media.Codecs;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;

namespace Tandem.Media.Nodes;

/// <summary>What a session's agreed formats and its work are as an order to our own media process.</summary>
internal static class RelayWorkOrders
{
    public static RelayWork Of(MediaSession session, RelayKey key)
    {
        OfferAnswer talk = session.Talk;
        MediaWork work = session.Work;
        int line = Math.Max(0, talk.FindVoice());
        RelayWorkFlags flags = work.Records ? RelayWorkFlags.Record : RelayWorkFlags.None;
        flags |= work is { Records: true, Captures: true } ? RelayWorkFlags.Capture : RelayWorkFlags.None;
        flags |= work is { Records: true, Warns: true } ? RelayWorkFlags.Warn : RelayWorkFlags.None;
        flags |= work.Changes ? RelayWorkFlags.Change : RelayWorkFlags.None;
        return new()
        {
            Key = key,
            Line = line,
            Flags = flags,
            Recording = work.Recording ?? "",
            FromA = Way(talk, MediaSide.A, MediaSide.B, line, work) with { Keys = work.KeysFromA },
            FromB = Way(talk, MediaSide.B, MediaSide.A, line, work) with { Keys = work.KeysFromB },
        };
    }

    /// <summary>A side sends by the other's numbers (RFC 3264 §5.1); by its own where those have no meaning for the other.</summary>
    private static RelayWay Way(OfferAnswer talk, MediaSide from, MediaSide to, int line, in MediaWork work)
    {
        VoiceFormats taken = Taken(talk, to, line);
        VoiceFormats told = talk.ToldTo(from);
        VoiceFormats sent = told.Count > 0 ? told : talk.FormatsOf(to, line);
        sent.AddMissing(talk.FormatsOf(from, line));
        if (work.Rules(from).ReceiveType is var receives and > 0 && sent.CodecOf(receives) == VoiceCodec.None)
        {
            sent.Add(new(receives, VoiceCodec.Keys));
        }

        return new() { From = sent, To = work.Rules(to).SendType is var sends and > 0 ? WithKeys(taken, sends) : taken };
    }

    /// <summary>What a side takes: of what it was told last, by its own numbers. A side that has answered takes what it has answered.</summary>
    private static VoiceFormats Taken(OfferAnswer talk, MediaSide side, int line)
    {
        VoiceFormats own = talk.FormatsOf(side, line);
        VoiceFormats told = talk.ToldTo(side);
        if (side != talk.Offerer || told.Count == 0)
        {
            return own;
        }

        var taken = default(VoiceFormats);
        for (int i = 0; i < told.Count; i++)
        {
            VoiceFormat format = told[i];
            int type = format.Codec == VoiceCodec.Other ? format.Type : own.TypeOf(format.Codec);
            if (type >= 0)
            {
                taken.Add(new((byte)type, format.Codec));
            }
        }

        return taken;
    }

    private static VoiceFormats WithKeys(VoiceFormats formats, byte type)
    {
        var changed = default(VoiceFormats);
        changed.Add(new(type, VoiceCodec.Keys));
        for (int i = 0; i < formats.Count; i++)
        {
            if (!VoiceCodecs.IsKeys(formats[i].Codec) && formats[i].Type != type)
            {
                changed.Add(formats[i]);
            }
        }

        return changed;
    }
}
