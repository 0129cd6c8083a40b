namespace Tandem.Routing.Access;

/// <summary>Why a source is banned: by hand, or the rule that it has broken.</summary>
public enum BanReason
{
    /// <summary>By a person.</summary>
    Manual,

    /// <summary>Too many calls of a stranger.</summary>
    IllegalCall,

    /// <summary>Too many wrong passwords, in answer to questions that were sent to that very address.</summary>
    WrongPassword,

    /// <summary>The user agent of a program that looks for switches to break into.</summary>
    Scanner,

    /// <summary>Too many requests of a stranger that open no call: OPTIONS to see who is there.</summary>
    Sweep,

    /// <summary>Too many messages that are no SIP, or broken.</summary>
    Malformed,

    /// <summary>It is in a country or system of the black list; only where the kernel drops its packets.</summary>
    BlackList,

    /// <summary>Too many TCP or TLS connections that bring nothing: slow, silent or broken ones, no TLS where it is wanted, more than one source may have.</summary>
    BadConnection,
}

/// <summary>What a banned source has done.</summary>
/// <param name="Count">Offences that led to the ban.</param>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
/// <param name="UserAgent">What one of its messages said it was; empty when none said.</param>
public sealed record BanEvidence(long Count, DateTimeOffset First, DateTimeOffset Last, string UserAgent)
{
    /// <summary>Of a ban by hand.</summary>
    public static BanEvidence None(DateTimeOffset at) => new(0, at, at, "");
}

/// <summary>A source whose packets are dropped for a time, and why.</summary>
/// <param name="Source">One IPv4 address, or the 64 bits of IPv6 that one subscriber has.</param>
/// <param name="Reason">By whom or by which rule.</param>
/// <param name="From">When it began.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Times">The how many-th ban of this source it is; each is longer than the one before.</param>
/// <param name="Evidence">What it did.</param>
/// <param name="By">Who banned it; empty for a rule.</param>
/// <param name="Comment">What that person wrote.</param>
public sealed record Ban(
    SourceAddress Source, BanReason Reason, DateTimeOffset From, DateTimeOffset Until, int Times, BanEvidence Evidence, string By, string Comment)
{
    private const int SubscriberBits = 64;

    /// <summary>The address, or the 64 bits of an IPv6 address, as bans have it; null for a network that is wider.</summary>
    public static SourceAddress? PlaceOf(SourceAddress source)
    {
        bool isIPv4 = source.Ip >> 32 == 0xFFFF && source.PrefixLength >= 96;
        if (source.PrefixLength < (isIPv4 ? 128 : SubscriberBits))
        {
            return null;
        }

        int bits = isIPv4 ? 128 : SubscriberBits;
        return new SourceAddress(source.Ip & SourceAddress.Mask(bits), bits, 0);
    }

    /// <summary>The same of an address as packets have it.</summary>
    public static SourceAddress PlaceOf(UInt128 ip) => PlaceOf(new SourceAddress(ip, 128, 0)) ?? default;
}

/// <summary>A line of an operator's list.</summary>
/// <param name="IsBlack">Its packets are dropped; else they are never banned.</param>
/// <param name="Source">An address, a network, a country or an autonomous system.</param>
/// <param name="Comment">Why it is there.</param>
/// <param name="Until">When the line ends; null: never.</param>
/// <param name="By">Who put it there.</param>
/// <param name="At">When.</param>
public sealed record FirewallLine(bool IsBlack, PlaceRule Source, string Comment, DateTimeOffset? Until, string By, DateTimeOffset At);
