using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Media;

/// <summary>Where a message has its session description: the whole body, or one part of a multipart one (RFC 2046 §5.1; SIP-I carries ISUP beside it).</summary>
internal readonly ref struct DescriptionBody
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly int _at;
    private readonly int _length;

    private DescriptionBody(ReadOnlySpan<byte> body, int at, int length)
    {
        _body = body;
        _at = at;
        _length = length;
    }

    /// <summary>There is one.</summary>
    public bool IsThere => _length > 0;

    public ReadOnlySpan<byte> Text => _body.Slice(_at, _length);

    public static DescriptionBody Of(SipMessage? message) => message is null ? default : Of(message.ContentType, message.Body);

    public static DescriptionBody Of(ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body) =>
        body.IsEmpty ? default
        : Is(contentType, "application/sdp"u8) ? new(body, 0, body.Length)
        : Is(contentType, "multipart/"u8) ? OfParts(contentType, body)
        : default;

    /// <summary>The body with another description in its place; its other parts stay as they are.</summary>
    public ReadOnlySpan<byte> With(ReadOnlySpan<byte> description) =>
        _length == _body.Length ? description : (byte[])[.. _body[.._at], .. description, .. _body[(_at + _length)..]];

    private static DescriptionBody OfParts(ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> boundary = BoundaryOf(contentType);
        if (boundary.IsEmpty)
        {
            return default;
        }

        int start = -1;
        int at = 0;
        while (at < body.Length)
        {
            int feed = body[at..].IndexOf((byte)'\n');
            int next = feed < 0 ? body.Length : at + feed + 1;
            ReadOnlySpan<byte> line = body[at..next];
            if (line.StartsWith("--"u8) && line[2..].StartsWith(boundary))
            {
                if (start >= 0 && OfPart(body, start, at) is { IsThere: true } found)
                {
                    return found;
                }

                start = next;
            }

            at = next;
        }

        return default;
    }

    /// <summary>Its headers, an empty line, its content; the line end before the boundary is the boundary's.</summary>
    private static DescriptionBody OfPart(ReadOnlySpan<byte> body, int start, int end)
    {
        bool isDescription = false;
        int at = start;
        while (at < end)
        {
            int feed = body[at..end].IndexOf((byte)'\n');
            int next = feed < 0 ? end : at + feed + 1;
            ReadOnlySpan<byte> line = body[at..next].TrimEnd("\r\n"u8);
            at = next;
            if (line.IsEmpty)
            {
                break;
            }

            int colon = line.IndexOf((byte)':');
            isDescription |= colon > 0 && Ascii.EqualsIgnoreCase(line[..colon].Trim((byte)' '), "Content-Type"u8) && Is(line[(colon + 1)..].Trim((byte)' '), "application/sdp"u8);
        }

        end -= end > at && body[end - 1] == '\n' ? 1 : 0;
        end -= end > at && body[end - 1] == '\r' ? 1 : 0;
        return isDescription && end > at ? new(body, at, end - at) : default;
    }

    private static ReadOnlySpan<byte> BoundaryOf(ReadOnlySpan<byte> contentType)
    {
        foreach (Range range in contentType.Split((byte)';'))
        {
            ReadOnlySpan<byte> parameter = contentType[range].Trim((byte)' ');
            if (Is(parameter, "boundary="u8))
            {
                return parameter["boundary=".Length..].Trim((byte)'"');
            }
        }

        return default;
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) => text.Length >= start.Length && Ascii.EqualsIgnoreCase(text[..start.Length], start);
}
