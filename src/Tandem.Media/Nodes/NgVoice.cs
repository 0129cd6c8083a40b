using System.Buffers.Binary;
using Tandem.Media.Codecs;
using Tandem.Media.Sounds;

namespace Tandem.Media.Nodes;

/// <summary>One voice that an rtpengine plays, piece by piece.</summary>
/// <param name="session">The session's key.</param>
/// <param name="fork">The callee's fork, which is not heard meanwhile.</param>
/// <param name="mark">The number that its end is told by.</param>
/// <param name="talks">The two talk already.</param>
/// <param name="samples">All of it, at 8,000 a second.</param>
internal sealed class NgVoice(UInt128 session, byte fork, byte mark, bool talks, short[] samples)
{
    /// <summary>Of A-law, six seconds: with what stands around it a datagram of UDP holds that.</summary>
    internal const int LargestPiece = 6 * SoundLibrary.Rate;

    private const int WavHeader = 44;
    private const short FormatALaw = 6;
    private int _at;

    public UInt128 Session => session;

    public byte Fork => fork;

    public byte Mark => mark;

    public bool Talks => talks;

    public int LengthMs => (int)(samples.Length * 1000L / SoundLibrary.Rate);

    public bool HasMore => _at < samples.Length;

    /// <summary>When the piece that was sent last is over.</summary>
    public long NextMs { get; private set; }

    /// <summary>The order to play what comes next.</summary>
    public byte[] NextPiece(long nowMs)
    {
        ReadOnlySpan<short> piece = samples.AsSpan(_at, Math.Min(LargestPiece, samples.Length - _at));
        _at += piece.Length;
        NextMs = Math.Max(NextMs, nowMs) + (piece.Length * 1000L / SoundLibrary.Rate);
        return NgVoiceMessages.Play(this, Wav(piece));
    }

    private static byte[] Wav(ReadOnlySpan<short> samples)
    {
        byte[] file = new byte[WavHeader + samples.Length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), FormatALaw);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), SoundLibrary.Rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), SoundLibrary.Rate);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 8);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), samples.Length);
        G711.ALaw.Encode(samples, file.AsSpan(WavHeader));
        return file;
    }
}
