using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Wire.Buffers;

namespace Tandem.Sip.Dialogs;

/// <summary>The route set of a dialog (RFC 3261 §12.1, §12.2.1.1), as the text of our Route header.</summary>
internal struct RouteSet
{
    private DialogText _text;
    private int _firstLength;

    public readonly bool IsEmpty => _text.IsEmpty;

    /// <summary>In the order of our Route header, comma separated.</summary>
    public readonly ReadOnlySpan<byte> Text => _text.Span;

    /// <summary>URI of the first route.</summary>
    public readonly ReadOnlySpan<byte> First => NameAddrView.TryRead(_text.Span[.._firstLength], out NameAddrView first) ? first.Uri : default;

    /// <summary>The first route is a strict router, of RFC 2543: it has no lr.</summary>
    public bool IsFirstStrict { get; private set; }

    /// <summary>
    /// Record-Route becomes the route set: in order for the side that answers, reversed for the side that asked (RFC 3261
    /// §12.1).
    /// </summary>
    public void Take(SipMessage message, bool isReversed)
    {
        const int Separator = 2;
        int total = 0;
        foreach (ReadOnlySpan<byte> route in message.Values(HeaderId.RecordRoute))
        {
            total += route.Length + Separator;
        }

        if (total == 0)
        {
            Clear();
            return;
        }

        Span<byte> text = _text.Resize(total - Separator);
        int at = isReversed ? text.Length : 0;
        _firstLength = 0;
        foreach (ReadOnlySpan<byte> route in message.Values(HeaderId.RecordRoute))
        {
            int place = isReversed ? at - route.Length : at;
            route.CopyTo(text[place..]);
            at = isReversed ? place - Separator : place + route.Length;
            if (isReversed ? at > 0 : at < text.Length)
            {
                ", "u8.CopyTo(text[at..]);
            }

            at = isReversed ? at : at + Separator;
            _firstLength = isReversed || _firstLength == 0 ? route.Length : _firstLength;
        }

        IsFirstStrict = SipUriView.TryRead(First, out SipUriView uri)
            && !Parameters.TryFind(uri.Parameters, "lr"u8, out _);
    }

    /// <summary>The hops that are known before there is a dialog, as a Route header has them.</summary>
    public void Preload(ReadOnlySpan<byte> routes)
    {
        Clear();
        if (!routes.IsEmpty)
        {
            ReadOnlySpan<byte> rest = routes;
            _text.Set(routes);
            _firstLength = HeaderList.Next(ref rest).Length;
            IsFirstStrict = SipUriView.TryRead(First, out SipUriView uri) && !Parameters.TryFind(uri.Parameters, "lr"u8, out _);
        }
    }

    public void Clear()
    {
        _text.Clear();
        _firstLength = 0;
        IsFirstStrict = false;
    }

    public readonly void Keep(KeptWriter kept) => kept.Text(Text).Number(_firstLength).Flag(IsFirstStrict);

    /// <summary>Becomes the set that another process has kept.</summary>
    public void TakeBack(ref KeptReader kept)
    {
        _text.Set(kept.Text());
        _firstLength = kept.Number(_text.Span.Length);
        IsFirstStrict = kept.Flag();
    }

    /// <summary>The Route header, if there is to be one; <paramref name="target"/> is the remote target.</summary>
    public readonly void Write(SipWriter writer, ReadOnlySpan<byte> target)
    {
        if (IsEmpty)
        {
            return;
        }

        if (!IsFirstStrict)
        {
            writer.Header(HeaderId.Route, Text);
            return;
        }

        // RFC 3261 §12.2.1.1: a strict router gets its own URI as Request-URI, and the remote target as the last route.
        ReadOnlySpan<byte> rest = Text[_firstLength..].TrimStart(", "u8);
        writer.Begin(HeaderId.Route).Raw(rest).Raw(rest.IsEmpty ? ""u8 : ", "u8).Raw("<"u8).Raw(target).Raw(">"u8).End();
    }
}
