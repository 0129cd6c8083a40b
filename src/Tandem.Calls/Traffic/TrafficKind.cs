namespace Tandem.Calls.Traffic;

/// <summary>What a name stands for: trunks in and out, and phones, may share names, and their counts must not meet.</summary>
public enum TrafficKind
{
    /// <summary>The switch as a whole, under an empty name.</summary>
    Switch,
    Ingress,
    Egress,
    Phone,

    /// <summary>Of a phone's calls, those to it.</summary>
    PhoneIn,

    /// <summary>Of a phone's calls, those of it.</summary>
    PhoneOut,
}
