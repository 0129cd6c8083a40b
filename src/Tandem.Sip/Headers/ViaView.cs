namespace Tandem.Sip.Headers;

/// <summary>Where the parts of a Via are inside its value.</summary>
internal readonly record struct ViaParts(
    bool IsSip2,
    Part Transport,
    Part Host,
    ushort Port,
    Part Parameters,
    Part Branch,
    Part Received,
    Part Maddr,
    bool HasRPort,
    ushort RPort);

/// <summary>One Via value read in place: RFC 3261 §20.42, rport of RFC 3581.</summary>
public readonly ref struct ViaView
{
    private readonly ReadOnlySpan<byte> _value;
    private readonly ViaParts _parts;

    internal ViaView(ReadOnlySpan<byte> value, scoped in ViaParts parts)
    {
        _value = value;
        _parts = parts;
    }

    public ReadOnlySpan<byte> Transport => _parts.Transport.Of(_value);

    /// <summary>Host of sent-by; an IPv6 reference keeps its brackets.</summary>
    public ReadOnlySpan<byte> Host => _parts.Host.Of(_value);

    /// <summary>Port of sent-by, 0 when absent.</summary>
    public int Port => _parts.Port;

    /// <summary>The branch, or empty: then the peer is of RFC 2543.</summary>
    public ReadOnlySpan<byte> Branch => _parts.Branch.Of(_value);

    /// <summary>rport is there, with or without a value.</summary>
    public bool HasRPort => _parts.HasRPort;

    /// <summary>The value of rport, 0 when absent.</summary>
    public int RPort => _parts.RPort;

    /// <summary>The received address without brackets (RFC 5118 §4.5), or empty.</summary>
    public ReadOnlySpan<byte> Received => _parts.Received.Of(_value);

    public ReadOnlySpan<byte> Maddr => _parts.Maddr.Of(_value);

    /// <summary>All parameters, from the first ';' on.</summary>
    public ReadOnlySpan<byte> Parameters => _parts.Parameters.Of(_value);

    /// <summary>
    /// False for another protocol or version than SIP/2.0, no host, a port out of range, or parameters that don't read.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out ViaView via)
    {
        bool read = TryReadParts(value, out ViaParts parts);
        via = new(value, parts);
        return read;
    }

    /// <summary>
    /// As the public one, but keeps what it could read when it fails: with the host known, even a message with a foreign version
    /// or broken parameters can be answered.
    /// </summary>
    internal static bool TryReadParts(ReadOnlySpan<byte> value, out ViaParts parts)
    {
        parts = default;
        if (value.Length > ushort.MaxValue)
        {
            return false;
        }

        bool isSip2 = true;
        int at = value.StartsWith("SIP/2.0/"u8) ? 8 : ReadProtocol(value, out isSip2);
        if (at < 0)
        {
            return false;
        }

        int length = value[at..].IndexOfAny((byte)' ', (byte)'\t');
        if (length < 1 || !Grammar.IsToken(value.Slice(at, length)))
        {
            return false;
        }

        Part transport = Part.From(at, length);
        at = Grammar.ReadHostPort(value, Grammar.SkipSpace(value, at + length), spaces: true, out Part host, out int port);
        if (at < 0)
        {
            return false;
        }

        parts = new(isSip2, transport, host, (ushort)port, default, default, default, default, false, 0);
        return TryReadParameters(value, Grammar.SkipSpace(value, at), ref parts) && isSip2;
    }

    /// <summary>
    /// The slow way through <c>SIP / 2.0 /</c>, with white space and any case; gives the place of the transport, or −1.
    /// </summary>
    private static int ReadProtocol(ReadOnlySpan<byte> value, out bool isSip2)
    {
        int at = ReadToken(value, Grammar.SkipSpace(value, 0), out ReadOnlySpan<byte> protocol);
        at = ReadToken(value, at, out ReadOnlySpan<byte> version);
        isSip2 = Grammar.Same(protocol, "SIP"u8) && version.SequenceEqual("2.0"u8);
        return at;
    }

    /// <summary>A token, a slash, and the white space around it; gives the place behind, or −1.</summary>
    private static int ReadToken(ReadOnlySpan<byte> value, int at, out ReadOnlySpan<byte> token)
    {
        token = default;
        int length = at < 0 ? -1 : value[at..].IndexOf((byte)'/');
        if (length < 0)
        {
            return -1;
        }

        token = value[at..Grammar.BackOverSpace(value, at, at + length)];
        return Grammar.IsToken(token) ? Grammar.SkipSpace(value, at + length + 1) : -1;
    }

    private static bool TryReadParameters(ReadOnlySpan<byte> value, int start, ref ViaParts parts)
    {
        Part branch = default;
        Part received = default;
        Part maddr = default;
        bool hasRPort = false;
        uint rport = 0;
        bool good = true;
        ParameterReader reader = new(value, start);
        while (reader.MoveNext())
        {
            ReadOnlySpan<byte> name = reader.Name;
            if (Grammar.Same(name, "branch"u8))
            {
                branch = reader.ValuePart;
            }
            else if (Grammar.Same(name, "rport"u8))
            {
                hasRPort = true;
                good &= !reader.HasValue || Grammar.TryReadNumber(reader.Value, 65_535, out rport);
            }
            else if (Grammar.Same(name, "received"u8))
            {
                received = WithoutBrackets(value, reader.ValuePart);
            }
            else if (Grammar.Same(name, "maddr"u8))
            {
                maddr = reader.ValuePart;
            }
        }

        parts = parts with
        {
            Parameters = Part.From(start, value.Length - start),
            Branch = branch,
            Received = received,
            Maddr = maddr,
            HasRPort = hasRPort,
            RPort = (ushort)rport,
        };
        return good && !reader.IsMalformed;
    }

    private static Part WithoutBrackets(ReadOnlySpan<byte> value, Part address)
    {
        ReadOnlySpan<byte> text = address.Of(value);
        return text.Length > 2 && text[0] == (byte)'[' && text[^1] == (byte)']'
            ? Part.From(address.At + 1, address.Length - 2)
            : address;
    }
}
