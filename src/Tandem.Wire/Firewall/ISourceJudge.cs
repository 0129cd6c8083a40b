namespace Tandem.Wire.Firewall;

/// <summary>What is to be done with a source's packets because of where it is.</summary>
public enum PlaceVerdict : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>They are dropped.</summary>
    Bars,

    /// <summary>They are never dropped.</summary>
    Spares,
}

/// <summary>Judges sources by where they are. Asked on the receive path, by all readers at once: never waits for long, and allocates nothing for a source that it has been asked about lately.</summary>
public interface ISourceJudge
{
    /// <summary>An IPv6 or IPv4-mapped address.</summary>
    PlaceVerdict Judge(UInt128 ip);
}
