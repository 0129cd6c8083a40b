using System.Buffers;
using System.Buffers.Binary;

namespace Tandem.Media.Recording;

/// <summary>
/// A WAV file of two channels of 16-bit linear sound: the caller left, the callee right. Sound may come late and out of order; it is kept for a second and then written, silence where
/// nothing came. The sizes in the header are mended at each flush, so that a file whose process was killed still plays to there. For one thread.
/// </summary>
public sealed class StereoWav : IDisposable
{
    /// <summary>Sound that comes later than this after its place in the file was written is left out.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private const int HeaderBytes = 44;
    private const int FrameBytes = 2 * sizeof(short);
    private const int MostFramesAtOnce = 512;

    // A WAV file counts its bytes in 32 bits; what is beyond is left out and said.
    private const long MostBytes = uint.MaxValue - HeaderBytes;

    private readonly Stream _file;
    private readonly int _rate;
    private readonly short[] _window;
    private readonly int _windowFrames;
    private bool _isClosed;
    private long _from;
    private long _past;

    public StereoWav(Stream file, int sampleRate)
    {
        _file = file;
        _rate = sampleRate;
        _windowFrames = 2 * (int)(Patience.TotalSeconds * sampleRate);
        _window = ArrayPool<short>.Shared.Rent(2 * _windowFrames);
        _window.AsSpan().Clear();
        WriteHeader();
    }

    /// <summary>How much is in the file, and would be after a flush.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds((double)_past / _rate);

    /// <summary>Samples that were left out: too late, or beyond what a WAV file can hold.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Places sound of a channel (0 the caller, 1 the callee) at so many samples from the beginning. Where two pieces overlap the later one stays.</summary>
    public void Add(int channel, long at, ReadOnlySpan<short> samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channel, 1);
        if (at < _from)
        {
            int late = (int)Math.Min(_from - at, samples.Length);
            LeftOut += late;
            samples = samples[late..];
            at += late;
        }

        while (!samples.IsEmpty)
        {
            if ((at + 1) * FrameBytes > MostBytes)
            {
                LeftOut += samples.Length;
                return;
            }

            MakeRoom(at + 1);
            int piece = (int)Math.Min(samples.Length, _from + _windowFrames - at);
            for (int i = 0; i < piece; i++)
            {
                _window[(2 * (int)((at + i) % _windowFrames)) + channel] = samples[i];
            }

            at += piece;
            _past = Math.Max(_past, at);
            samples = samples[piece..];
        }
    }

    /// <summary>Writes what is older than <see cref="Patience"/> before the latest sound, and mends the header.</summary>
    public void Flush()
    {
        WriteTo(_past - (_windowFrames / 2));
        WriteHeader();
        _file.Flush();
    }

    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        try
        {
            WriteTo(_past);
            WriteHeader();
        }
        finally
        {
            ArrayPool<short>.Shared.Return(_window);
            _file.Dispose();
        }
    }

    /// <summary>So that frame <paramref name="past"/> − 1 lies in the window.</summary>
    private void MakeRoom(long past)
    {
        if (past > _from + _windowFrames)
        {
            WriteTo(past - (_windowFrames / 2));
        }
    }

    private void WriteTo(long end)
    {
        Span<byte> bytes = stackalloc byte[MostFramesAtOnce * FrameBytes];
        while (_from < end)
        {
            int at = (int)(_from % _windowFrames);
            int frames = (int)Math.Min(Math.Min(end - _from, MostFramesAtOnce), _windowFrames - at);
            Span<short> samples = _window.AsSpan(2 * at, 2 * frames);
            for (int i = 0; i < samples.Length; i++)
            {
                BinaryPrimitives.WriteInt16LittleEndian(bytes[(i * sizeof(short))..], samples[i]);
            }

            _file.Write(bytes[..(frames * FrameBytes)]);
            samples.Clear();
            _from += frames;
        }

        _past = Math.Max(_past, _from);
    }

    private void WriteHeader()
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        uint dataBytes = (uint)(_from * FrameBytes);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], dataBytes + HeaderBytes - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], 1); // linear PCM
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], 2);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], (uint)_rate);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], (uint)(_rate * FrameBytes));
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], FrameBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], 8 * sizeof(short));
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], dataBytes);
        _file.Position = 0;
        _file.Write(header);
        _file.Position = _file.Length;
    }
}
