using System.Runtime.CompilerServices;
using Tandem.Sip.Headers;

namespace Tandem.Sip.Messages;

/// <summary>
/// A SIP message read in place: its bytes, and where in them the parts are. Filled by <see cref="SipParser"/>, pooled by its
/// shard. Everything it hands out lives in <see cref="Buffer"/> and is gone when the buffer is.
/// </summary>
public sealed class SipMessage
{
    private HeaderEntry[] _lines = new HeaderEntry[32];
    private int _count;
    private ulong _present;
    private FirstLines _first;
    private byte[] _standIn = [];
    private int _standInLength;

    public byte[] Buffer { get; set; } = [];
    public int Length { get; set; }

    public bool IsRequest { get; internal set; }

    /// <summary>The request's method. Of a response: <see cref="SipMethod.Other"/>; see <see cref="CSeqMethod"/>.</summary>
    public SipMethod Method { get; internal set; }
    public ReadOnlySpan<byte> MethodName => MethodPart.Of(Buffer);
    public ReadOnlySpan<byte> RequestUri => UriPart.Of(Buffer);

    /// <summary>100–699; of a request 0.</summary>
    public int StatusCode { get; internal set; }

    /// <summary>The first Via value; all empty when there is none that can be read.</summary>
    public ViaView TopVia => new(ViaPart.Of(Buffer), Via);

    /// <summary>
    /// How many Via values there are, over all lines. A response with more than one was not for us (RFC 3261 §8.1.3.3).
    /// </summary>
    public int ViaCount { get; internal set; }
    public ReadOnlySpan<byte> CallId => Header(HeaderId.CallId);

    /// <summary>The whole value of From, as it came (folding turned to spaces).</summary>
    public ReadOnlySpan<byte> From => Header(HeaderId.From);
    public ReadOnlySpan<byte> To => Header(HeaderId.To);
    public NameAddrView FromAddress => new(From, FromParts);
    public NameAddrView ToAddress => new(To, ToParts);
    public ReadOnlySpan<byte> FromTag => FromParts.Tag.Of(From);
    public ReadOnlySpan<byte> ToTag => ToParts.Tag.Of(To);
    public uint CSeq { get; internal set; }
    public SipMethod CSeqMethod { get; internal set; }

    /// <summary>Max-Forwards, or −1 when absent.</summary>
    public int MaxForwards { get; internal set; }

    /// <summary>The body as it came, or what stands in for it.</summary>
    public ReadOnlySpan<byte> Body => HasStandIn ? _standIn.AsSpan(0, _standInLength) : Buffer.AsSpan(BodyAt, BodyLength);

    /// <summary>The body is another than the one that came; <see cref="Buffer"/> still has that.</summary>
    public bool HasStandIn { get; private set; }

    /// <summary>All that came behind the headers, whatever Content-Length says of it; of a message that was read.</summary>
    public ReadOnlySpan<byte> BodyAsItCame => Buffer.AsSpan(BodyAt, Math.Max(0, Math.Min(Length, Buffer.Length) - BodyAt));

    /// <summary>It came with a body, whatever stands in for it now.</summary>
    public bool HasOwnBody => BodyLength > 0;
    public ReadOnlySpan<byte> ContentType => Header(HeaderId.ContentType);

    /// <summary>
    /// After a fault: whether the request can be answered. Its top Via says where to, it is no ACK, and the answer copies what
    /// was readable: every Via, and <see cref="From"/>, <see cref="To"/>, <see cref="CallId"/> and CSeq, each unless empty. They
    /// are whole lines as they came, even when the fault lies in one of them.
    /// </summary>
    public bool CanAnswer => IsRequest && Method != SipMethod.Ack && Via.Host.Length > 0;

    /// <summary>All header lines in order, known and unknown.</summary>
    public HeaderLines Lines => new(this, HeaderId.Other, all: true);

    /// <summary>How many header lines there are.</summary>
    public int LineCount => _count;

    internal Part MethodPart { get; set; }
    internal Part UriPart { get; set; }
    internal Part ViaPart { get; set; }
    internal ViaParts Via { get; set; }
    internal NameAddrParts FromParts { get; set; }
    internal NameAddrParts ToParts { get; set; }
    internal int BodyAt { get; set; }
    internal int BodyLength { get; set; }

    public bool Has(HeaderId id) => (_present >> (int)id & 1) != 0;

    /// <summary>The first line's whole value, or empty.</summary>
    public ReadOnlySpan<byte> Header(HeaderId id) => Has(id) ? ValueAt(_first[(int)id]) : default;

    /// <summary>Every value of a list header, over all its lines, split at commas outside quotes and angle brackets.</summary>
    public HeaderValues Values(HeaderId id) => new(this, id);

    /// <summary>
    /// Every line of one header with its whole value, for those that must not be split: challenges, credentials.
    /// </summary>
    public HeaderLines LinesOf(HeaderId id) => new(this, id, all: false);

    /// <summary>Whether a list header such as Supported or Require names this token; compared without case.</summary>
    public bool ContainsToken(HeaderId id, ReadOnlySpan<byte> token)
    {
        foreach (ReadOnlySpan<byte> value in Values(id))
        {
            if (Grammar.Same(value, token))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>From here on the body is this one: the description for the other side of a relayed call. Copied.</summary>
    public void StandIn(ReadOnlySpan<byte> body)
    {
        if (_standIn.Length < body.Length)
        {
            _standIn = new byte[Math.Max(1024, body.Length)];
        }

        body.CopyTo(_standIn);
        _standInLength = body.Length;
        HasStandIn = true;
    }

    internal void Reset()
    {
        HasStandIn = false;
        _count = 0;
        _present = 0;
        IsRequest = false;
        Method = SipMethod.Other;
        StatusCode = 0;
        ViaCount = 0;
        CSeq = 0;
        CSeqMethod = SipMethod.Other;
        MaxForwards = -1;
        MethodPart = default;
        UriPart = default;
        ViaPart = default;
        Via = default;
        FromParts = default;
        ToParts = default;
        BodyAt = 0;
        BodyLength = 0;
    }

    /// <summary>False when the table is full.</summary>
    internal bool Add(in HeaderEntry line)
    {
        if (_count == SipLimits.Headers)
        {
            return false;
        }

        if (_count == _lines.Length)
        {
            Array.Resize(ref _lines, _count * 2);
        }

        if (!Has(line.Id))
        {
            _first[(int)line.Id] = (byte)_count;
            _present |= 1UL << (int)line.Id;
        }

        _lines[_count++] = line;
        return true;
    }

    /// <summary>The place in the message of a header's first value; only when it is there.</summary>
    internal Part FirstValue(HeaderId id)
    {
        HeaderEntry line = _lines[_first[(int)id]];
        return new(line.ValueAt, line.ValueLength);
    }

    internal int NextLine(int after) => after + 1 < _count ? after + 1 : -1;

    internal int NextLine(HeaderId id, int after)
    {
        if (after < 0)
        {
            return Has(id) ? _first[(int)id] : -1;
        }

        for (int at = after + 1; at < _count; at++)
        {
            if (_lines[at].Id == id)
            {
                return at;
            }
        }

        return -1;
    }

    internal ReadOnlySpan<byte> ValueAt(int line) => Buffer.AsSpan(_lines[line].ValueAt, _lines[line].ValueLength);

    internal HeaderLine LineAt(int line)
    {
        HeaderEntry entry = _lines[line];
        return new(entry.Id, Buffer.AsSpan(entry.NameAt, entry.NameLength), Buffer.AsSpan(entry.ValueAt, entry.ValueLength));
    }

    [InlineArray(64)]
    private struct FirstLines
    {
        private byte _line;
    }
}
