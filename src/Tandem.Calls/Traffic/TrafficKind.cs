namespace Tandem.Calls.Traffic;

/// <summary>What a name stands for: trunks in and out, and phones, may share names, and their counts must not meet.</summary>
public enum TrafficKind
{
    /// <summary>The switch as a whole, under an empty name.</summary>
    Switch,
    Ingress,
    Egress,
    Phone,
}
