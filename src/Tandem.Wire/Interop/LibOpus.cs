using System.Runtime.InteropServices;

namespace Tandem.Wire.Interop;

/// <summary>The few functions of libopus (Debian: libopus0) that a voice path needs. Samples are 16 bits, one channel.</summary>
public static partial class LibOpus
{
    private const string Library = "libopus.so.0";

    // OPUS_APPLICATION_VOIP of opus_defines.h.
    private const int Voice = 2048;
    private const int OneChannel = 1;

    /// <summary>Whether the library is installed.</summary>
    public static bool IsSupported { get; } = NativeLibrary.TryLoad(Library, typeof(LibOpus).Assembly, null, out _);

    /// <summary>An encoder for 8,000, 12,000, 16,000, 24,000 or 48,000 samples a second; null when the library refuses.</summary>
    public static OpusEncoderHandle? NewEncoder(int sampleRate)
    {
        OpusEncoderHandle encoder = EncoderCreate(sampleRate, OneChannel, Voice, out int error);
        return error == 0 && !encoder.IsInvalid ? encoder : null;
    }

    /// <summary>A decoder to any of these sample rates; null when the library refuses.</summary>
    public static OpusDecoderHandle? NewDecoder(int sampleRate)
    {
        OpusDecoderHandle decoder = DecoderCreate(sampleRate, OneChannel, out int error);
        return error == 0 && !decoder.IsInvalid ? decoder : null;
    }

    /// <summary>The bytes written; negative for an error of the library's.</summary>
    public static int Encode(OpusEncoderHandle encoder, ReadOnlySpan<short> samples, Span<byte> payload) =>
        Encode(encoder, ref MemoryMarshal.GetReference(samples), samples.Length, ref MemoryMarshal.GetReference(payload), payload.Length);

    /// <summary>The samples written; negative for an error of the library's. An empty payload is a lost packet, whose sound is made up.</summary>
    public static int Decode(OpusDecoderHandle decoder, ReadOnlySpan<byte> payload, Span<short> samples) =>
        Decode(decoder, ref MemoryMarshal.GetReference(payload), payload.Length, ref MemoryMarshal.GetReference(samples), samples.Length, 0);

    // Safety: the marshaller pins what the references point to for the time of the call, the lengths are those of the spans, and the handles keep their object alive.
    [LibraryImport(Library, EntryPoint = "opus_encoder_create")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial OpusEncoderHandle EncoderCreate(int sampleRate, int channels, int application, out int error);

    [LibraryImport(Library, EntryPoint = "opus_decoder_create")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial OpusDecoderHandle DecoderCreate(int sampleRate, int channels, out int error);

    [LibraryImport(Library, EntryPoint = "opus_encode")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Encode(OpusEncoderHandle encoder, ref short samples, int count, ref byte payload, int most);

    [LibraryImport(Library, EntryPoint = "opus_decode")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Decode(OpusDecoderHandle decoder, ref byte payload, int length, ref short samples, int most, int fec);

    [LibraryImport(Library, EntryPoint = "opus_encoder_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial void EncoderDestroy(nint encoder);

    [LibraryImport(Library, EntryPoint = "opus_decoder_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial void DecoderDestroy(nint decoder);
}

/// <summary>An encoder of libopus, for one thread.</summary>
public sealed class OpusEncoderHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibOpus.EncoderDestroy(handle);
        return true;
    }
}

/// <summary>A decoder of libopus, for one thread.</summary>
public sealed class OpusDecoderHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibOpus.DecoderDestroy(handle);
        return true;
    }
}
