using System.Runtime.InteropServices;
using Tandem.Media.Codecs;

namespace Tandem.Media.Recording;

/// <summary>The files of one recording while it is written, and its two sides. Of the recorder's thread.</summary>
internal sealed class RecordingFiles : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly StereoWav _wav;
    private readonly RtpCapture? _capture;
    private readonly RecordedSide[] _sides;
    private readonly long _beganAtNs;

    private RecordingFiles(Recording recording, StereoWav wav, RtpCapture? capture)
    {
        _wav = wav;
        _capture = capture;
        _beganAtNs = recording.BeganAtNs;
        _sides = [new(0, recording.SampleRate), new(1, recording.SampleRate)];
    }

    /// <summary>Makes the files. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the disk refuses.</summary>
    public static RecordingFiles Open(string directory, Recording recording)
    {
        string path = Path.Combine(directory, recording.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? directory, OwnerOnly | UnixFileMode.UserExecute);
        StereoWav wav = new(Create(path + RecordingNames.Sound), recording.SampleRate);
        try
        {
            return new(recording, wav, recording.Captures ? new(Create(path + RecordingNames.Capture)) : null);
        }
        catch
        {
            wav.Dispose();
            throw;
        }
    }

    /// <summary>Writes a piece. Throws when the disk refuses.</summary>
    /// <param name="piece">What it is.</param>
    /// <param name="data">Its bytes.</param>
    /// <param name="unixNsAtZero">Unix time of the relay's clock at 0.</param>
    /// <param name="scratch">Room for <see cref="RecordedSide.MostSamples"/>.</param>
    public void Add(RecordedPiece piece, ReadOnlySpan<byte> data, long unixNsAtZero, Span<short> scratch)
    {
        RecordedSide side = _sides[piece.Side & 1];
        if (piece.Kind == PieceKind.Formats)
        {
            side.SetFormats(MemoryMarshal.Read<VoiceFormats>(data));
            return;
        }

        side.Add(data, Math.Max(0, piece.AtNs - _beganAtNs), _wav, scratch);
        _capture?.Add(unixNsAtZero + piece.AtNs, piece.Source, piece.Destination, data);
    }

    public void Flush()
    {
        _wav.Flush();
        _capture?.Flush();
    }

    public void Dispose()
    {
        _sides[0].Dispose();
        _sides[1].Dispose();
        try
        {
            _wav.Dispose();
        }
        finally
        {
            _capture?.Dispose();
        }
    }

    private static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Create,
        Access = FileAccess.ReadWrite,
        Share = FileShare.ReadWrite | FileShare.Delete,
        UnixCreateMode = OwnerOnly,
    });
}
