using System.Security.Cryptography;

namespace Tandem.Store.Backups;

/// <summary>The first bytes of a file that may grow meanwhile, hashed as they are read. Ends with an error, not early, when the file has become shorter.</summary>
internal sealed class HashedPrefix(Stream file, long length, Action<int> read) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;

    public override bool CanRead => true;

    /// <summary>For whoever asks how much is left; it is read once, from the beginning.</summary>
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException("it is read from the beginning to the end");
    }

    /// <summary>Of what has been read; once.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int most = (int)Math.Min(buffer.Length, length - _position);
        if (most == 0)
        {
            return 0;
        }

        int got = file.Read(buffer[..most]);
        if (got == 0)
        {
            throw new EndOfStreamException("a file became shorter while it was backed up");
        }

        _hash.AppendData(buffer[..got]);
        _position += got;
        read(got);
        return got;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("it is read from the beginning to the end");

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
