namespace Tandem.Calls.Nat;

/// <summary>A message's addresses held against the packet's source.</summary>
internal readonly struct NatView
{
    private readonly NatSighting _seen;

    public NatView(in NatSighting seen)
    {
        _seen = seen;
        NatParts present = NatParts.None;
        NatParts inside = NatParts.None;
        NatParts outside = NatParts.None;
        foreach (NatParts part in (ReadOnlySpan<NatParts>)[NatParts.Via, NatParts.Contact, NatParts.Sdp])
        {
            WrittenAddress written = Of(part);
            present |= written.IsAddress ? part : NatParts.None;
            inside |= IsInside(written) ? part : NatParts.None;
            outside |= written.IsAddress && written.Address.Ip == seen.Source.Ip ? part : NatParts.None;
        }

        (Present, Inside, Outside) = (present, inside, outside);
        HasLeftover = IsInside(seen.Origin) || IsInside(seen.CallIdHost);
    }

    /// <summary>Parts that have an address.</summary>
    public NatParts Present { get; }

    /// <summary>Parts with a private address that the packet did not come from: what an agent behind a NAT writes by itself.</summary>
    public NatParts Inside { get; }

    /// <summary>Parts with the address that the packet came from.</summary>
    public NatParts Outside { get; }

    /// <summary>A private address stands where neither agents nor routers trouble to change it: Call-ID, <c>o=</c>.</summary>
    public bool HasLeftover { get; }

    /// <summary>It stands in the description, which a border controller would have made anew.</summary>
    public bool HasLeftoverOrigin => IsInside(_seen.Origin);

    public static bool Has(NatParts parts, NatParts part) => (parts & part) != NatParts.None;

    /// <summary>The agent's own address in the first place where it is still to be seen, with its signalling port if that is there; nothing when it is nowhere.</summary>
    public WrittenAddress Own
    {
        get
        {
            foreach (WrittenAddress one in (ReadOnlySpan<WrittenAddress>)[_seen.Via, _seen.Contact, _seen.Media.WithoutPort, _seen.Origin, _seen.CallIdHost])
            {
                if (IsInside(one))
                {
                    return one;
                }
            }

            return default;
        }
    }

    public bool IsInside(in WrittenAddress written) => written.IsPrivate && written.Address.Ip != _seen.Source.Ip;

    public WrittenAddress Of(NatParts part) => part switch
    {
        NatParts.Via => _seen.Via,
        NatParts.Contact => _seen.Contact,
        _ => _seen.Media,
    };

    /// <summary>The parts of the message that a finding rests on.</summary>
    public static List<NatPart> Parts(in NatSighting seen)
    {
        List<NatPart> parts = [new("packet from", seen.Source.ToString())];
        Say(parts, "Via", seen.Via);
        Say(parts, "Contact", seen.Contact);
        Say(parts, "SDP c=", seen.Media);
        Say(parts, "SDP o=", seen.Origin);
        Say(parts, "Call-ID", seen.CallIdHost);
        return parts;
    }

    private static void Say(List<NatPart> parts, string what, in WrittenAddress written)
    {
        if (written.IsThere && !written.IsName)
        {
            parts.Add(new(what, written.ToString()));
        }
    }
}
