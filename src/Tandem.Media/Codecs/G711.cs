using NAudio.Codecs;

namespace Tandem.Media.Codecs;

/// <summary>G.711, µ-law or A-law (RFC 3551 §4.5.14), by table both ways.</summary>
public sealed class G711 : IAudioCodec
{
    private static readonly short[] MuLawToLinear = [.. Enumerable.Range(0, 256).Select(static code => MuLawDecoder.MuLawToLinearSample((byte)code))];
    private static readonly short[] ALawToLinear = [.. Enumerable.Range(0, 256).Select(static code => ALawDecoder.ALawToLinearSample((byte)code))];
    private static readonly byte[] LinearToMuLaw = [.. Enumerable.Range(0, 65_536).Select(static sample => MuLawEncoder.LinearToMuLawSample((short)sample))];
    private static readonly byte[] LinearToALaw = [.. Enumerable.Range(0, 65_536).Select(static sample => ALawEncoder.LinearToALawSample((short)sample))];

    private readonly short[] _toLinear;
    private readonly byte[] _toCode;

    private G711(string name, short[] toLinear, byte[] toCode) => (Name, _toLinear, _toCode) = (name, toLinear, toCode);

    /// <summary>µ-law, static payload type 0. It keeps nothing between packets, so one serves all.</summary>
    public static G711 MuLaw { get; } = new("PCMU", MuLawToLinear, LinearToMuLaw);

    /// <summary>A-law, static payload type 8.</summary>
    public static G711 ALaw { get; } = new("PCMA", ALawToLinear, LinearToALaw);

    public string Name { get; }

    public int SampleRate => 8000;

    public int RtpClockRate => 8000;

    public int Decode(ReadOnlySpan<byte> payload, Span<short> samples)
    {
        if (samples.Length < payload.Length)
        {
            return 0;
        }

        for (int i = 0; i < payload.Length; i++)
        {
            samples[i] = _toLinear[payload[i]];
        }

        return payload.Length;
    }

    public int Encode(ReadOnlySpan<short> samples, Span<byte> payload)
    {
        if (payload.Length < samples.Length)
        {
            return 0;
        }

        for (int i = 0; i < samples.Length; i++)
        {
            payload[i] = _toCode[(ushort)samples[i]];
        }

        return samples.Length;
    }
}
