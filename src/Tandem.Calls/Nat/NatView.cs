using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat;

/// <summary>A message's addresses held against the packet's source.</summary>
internal readonly ref struct NatView
{
    private readonly ref readonly NatSighting _seen;

    public NatView(in NatSighting seen)
    {
        _seen = ref seen;
        NatParts present = NatParts.None;
        NatParts inside = NatParts.None;
        NatParts outside = NatParts.None;
        Place(seen.Via, NatParts.Via, seen.Source, ref present, ref inside, ref outside);
        Place(seen.Contact, NatParts.Contact, seen.Source, ref present, ref inside, ref outside);
        Place(seen.Media, NatParts.Sdp, seen.Source, ref present, ref inside, ref outside);
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

    private static void Place(in WrittenAddress written, NatParts part, in NetAddress source, ref NatParts present, ref NatParts inside, ref NatParts outside)
    {
        if (!written.IsAddress)
        {
            return;
        }

        present |= part;
        if (written.Address.Ip == source.Ip)
        {
            outside |= part;
        }
        else if (written.IsPrivate)
        {
            inside |= part;
        }
    }
}
