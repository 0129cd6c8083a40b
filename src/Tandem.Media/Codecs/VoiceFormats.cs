using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tandem.Media.Codecs;

/// <summary>A payload type and what it is.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct VoiceFormat(byte Type, VoiceCodec Codec);

/// <summary>The formats of a voice line in their order, at most <see cref="Most"/>; what is beyond is left out. A value of fixed size, as it goes over the control socket.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct VoiceFormats
{
    public const int Most = 15;
    private byte _count;
    private Entries _entries;

    public readonly int Count => Math.Min(_count, (byte)Most);

    public readonly VoiceFormat this[int index] => _entries[index];

    /// <summary>The first one that can be decoded; None without.</summary>
    public readonly VoiceFormat FirstVoice
    {
        get
        {
            for (int i = 0; i < Count; i++)
            {
                if (VoiceCodecs.IsVoice(_entries[i].Codec))
                {
                    return _entries[i];
                }
            }

            return default;
        }
    }

    /// <summary>There is a codec among them, known or not.</summary>
    public readonly bool HasVoice
    {
        get
        {
            for (int i = 0; i < Count; i++)
            {
                if (!VoiceCodecs.IsKeys(_entries[i].Codec))
                {
                    return true;
                }
            }

            return false;
        }
    }

    public void Add(VoiceFormat format)
    {
        if (_count < Most)
        {
            _entries[_count++] = format;
        }
    }

    /// <summary>Adds those whose payload types are not there yet.</summary>
    public void AddMissing(VoiceFormats others)
    {
        for (int i = 0; i < others.Count; i++)
        {
            if (CodecOf(others[i].Type) == VoiceCodec.None)
            {
                Add(others[i]);
            }
        }
    }

    /// <summary>What a payload type is; None when it is not among them.</summary>
    public readonly VoiceCodec CodecOf(int type)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_entries[i].Type == type)
            {
                return _entries[i].Codec;
            }
        }

        return VoiceCodec.None;
    }

    /// <summary>The first payload type of a codec; −1 without.</summary>
    public readonly int TypeOf(VoiceCodec codec)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_entries[i].Codec == codec)
            {
                return _entries[i].Type;
            }
        }

        return -1;
    }

    [InlineArray(Most)]
    private struct Entries
    {
        private VoiceFormat _first;
    }
}
