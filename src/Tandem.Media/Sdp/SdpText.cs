using System.Buffers.Text;
using Tandem.Wire.Flows;

namespace Tandem.Media.Sdp;

/// <summary>A description that is being written, in an array used again and again.</summary>
internal sealed class SdpText
{
    private byte[] _bytes = new byte[2048];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public SdpText Clear()
    {
        _length = 0;
        return this;
    }

    public SdpText Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        _length += text.Length;
        return this;
    }

    public SdpText Add(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out int written);
        _length += written;
        return this;
    }

    /// <summary><c>IN IP4 192.0.2.1</c>.</summary>
    public SdpText AddConnection(in NetAddress address)
    {
        Add(address.IsIPv4 ? "IN IP4 "u8 : "IN IP6 "u8);
        return AddHost(address);
    }

    public SdpText AddHost(in NetAddress address)
    {
        Span<byte> host = stackalloc byte[48];
        address.TryFormatHost(host, out int length);
        return Add(address.IsIPv4 ? host[..length] : host[1..(length - 1)]); // SDP has no brackets (RFC 8866 §5.7)
    }

    public SdpText End() => Add("\r\n"u8);

    private Span<byte> Room(int needed)
    {
        if (_bytes.Length - _length < needed)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + needed));
        }

        return _bytes.AsSpan(_length);
    }
}
