using Tandem.Media.Codecs;
using Tandem.Media.Sdp;

namespace Tandem.Media.Nodes;

/// <summary>
/// Which formats a side is told on a voice line whose sound may be changed: those that the other side has said, less what the side's own list leaves out, and what we can make for it. Pure.
/// </summary>
internal static class VoiceTelling
{
    // What is offered where neither side has a list: the world's two telephone codecs first.
    private static readonly VoiceCodec[] Ours = [VoiceCodec.Pcma, VoiceCodec.Pcmu, VoiceCodec.G722, VoiceCodec.Opus];

    /// <summary>What <paramref name="to"/> is offered, out of what the other side has offered on a line of <paramref name="said"/>.</summary>
    public static VoiceFormats Offer(SdpDescription said, int line, in MediaWork work, MediaSide to)
    {
        VoiceFormats all = said.VoiceFormats(line);
        VoiceFormats known = Allowed(said, line, all, work.Rules(Other(to)));
        VoiceRules rules = work.Rules(to);
        bool transcodes = work.Transcodes && known.FirstVoice.Codec != VoiceCodec.None;
        var told = default(VoiceFormats);
        if (rules.Codecs is { } names)
        {
            foreach (VoiceName name in names)
            {
                int at = Find(said, line, known, name);
                if (at >= 0)
                {
                    told.Add(known[at]);
                }
                else if (transcodes && VoiceCodecs.IsVoice(name.Codec))
                {
                    told.Add(new(FreeType(name.Codec, all, told), name.Codec));
                }
            }
        }
        else
        {
            AddVoice(ref told, known);
            foreach (VoiceCodec codec in transcodes ? Ours : [])
            {
                if (VoiceCodecs.IsVoice(codec) && told.TypeOf(codec) < 0)
                {
                    told.Add(new(FreeType(codec, all, told), codec));
                }
            }
        }

        AddKeys(ref told, all, all, work, to, mayAdd: true);
        return told;
    }

    /// <summary>What the offerer <paramref name="to"/> is answered, by its own numbers: <paramref name="offer"/> is what it offered. Without voice in it nothing fits.</summary>
    public static VoiceFormats Answer(VoiceFormats offer, SdpDescription said, int line, in MediaWork work, MediaSide to)
    {
        VoiceFormats answer = said.VoiceFormats(line);
        var told = default(VoiceFormats);
        for (int i = 0; i < answer.Count; i++)
        {
            VoiceFormat format = answer[i];
            if (VoiceCodecs.IsKeys(format.Codec))
            {
                continue;
            }

            int type = format.Codec == VoiceCodec.Other ? (offer.CodecOf(format.Type) == VoiceCodec.Other ? format.Type : -1) : offer.TypeOf(format.Codec);
            if (type >= 0 && IsAllowed(said, line, format, work.Rules(to)))
            {
                told.Add(new((byte)type, format.Codec));
            }
        }

        if (told.Count == 0 && work.Transcodes && answer.FirstVoice.Codec != VoiceCodec.None && FirstAllowed(offer, work.Rules(to)) is { Codec: not VoiceCodec.None } made)
        {
            told.Add(made);
        }

        if (told.Count > 0)
        {
            AddKeys(ref told, offer, answer, work, to, mayAdd: false); // an answer names what was offered
        }

        return told;
    }

    /// <summary>The first one that we can make and the side may use; None without.</summary>
    public static VoiceFormat FirstAllowed(VoiceFormats offer, VoiceRules rules)
    {
        for (int i = 0; i < offer.Count; i++)
        {
            if (VoiceCodecs.IsVoice(offer[i].Codec) && (rules.Codecs is not { } names || names.Any(name => name.Codec == offer[i].Codec)))
            {
                return offer[i];
            }
        }

        return default;
    }

    private static MediaSide Other(MediaSide side) => side == MediaSide.A ? MediaSide.B : MediaSide.A;

    private static VoiceFormats Allowed(SdpDescription said, int line, VoiceFormats formats, VoiceRules rules)
    {
        var allowed = default(VoiceFormats);
        for (int i = 0; i < formats.Count; i++)
        {
            if (IsAllowed(said, line, formats[i], rules))
            {
                allowed.Add(formats[i]);
            }
        }

        return allowed;
    }

    private static bool IsAllowed(SdpDescription said, int line, VoiceFormat format, VoiceRules rules)
    {
        if (rules.Codecs is not { } names || VoiceCodecs.IsKeys(format.Codec))
        {
            return true;
        }

        ReadOnlySpan<byte> name = said.Codec(line, format.Type).Name;
        foreach (VoiceName allowed in names)
        {
            if (SdpWords.Is(name, allowed.Bytes))
            {
                return true;
            }
        }

        return SdpWords.Is(name, "CN"u8);
    }

    private static int Find(SdpDescription said, int line, VoiceFormats formats, VoiceName name)
    {
        for (int i = 0; i < formats.Count; i++)
        {
            if (SdpWords.Is(said.Codec(line, formats[i].Type).Name, name.Bytes))
            {
                return i;
            }
        }

        return -1;
    }

    private static void AddVoice(ref VoiceFormats told, VoiceFormats formats)
    {
        for (int i = 0; i < formats.Count; i++)
        {
            if (!VoiceCodecs.IsKeys(formats[i].Codec))
            {
                told.Add(formats[i]);
            }
        }
    }

    /// <summary>Telephone-event, when the side is to have it: by the numbers of <paramref name="numbers"/>, when <paramref name="said"/> has it or it is ours to add.</summary>
    private static void AddKeys(ref VoiceFormats told, VoiceFormats numbers, VoiceFormats said, in MediaWork work, MediaSide to, bool mayAdd)
    {
        VoiceRules rules = work.Rules(to);
        bool has = said.TypeOf(VoiceCodec.Keys) >= 0 || said.TypeOf(VoiceCodec.WideKeys) >= 0;
        if (rules.HidesKeys || (!has && !rules.AddsKeys))
        {
            return;
        }

        bool any = false;
        for (int i = 0; i < numbers.Count; i++)
        {
            if (VoiceCodecs.IsKeys(numbers[i].Codec))
            {
                any = true;
                told.Add(numbers[i]);
            }
        }

        if (!any && rules.AddsKeys && mayAdd)
        {
            told.Add(new(rules.ReceiveType > 0 ? rules.ReceiveType : FreeType(VoiceCodec.Keys, numbers, told), VoiceCodec.Keys));
        }
    }

    /// <summary>The usual number of a codec, or one that is not taken (RFC 3551 §6: 96–127 are for that).</summary>
    private static byte FreeType(VoiceCodec codec, VoiceFormats one, VoiceFormats other)
    {
        byte type = codec switch
        {
            VoiceCodec.Pcmu => 0,
            VoiceCodec.Pcma => 8,
            VoiceCodec.G722 => 9,
            VoiceCodec.Opus => 111,
            _ => 101,
        };
        while (type >= 96 && (one.CodecOf(type) != VoiceCodec.None || other.CodecOf(type) != VoiceCodec.None))
        {
            type = type == 127 ? (byte)96 : (byte)(type + 1);
        }

        return type;
    }
}
