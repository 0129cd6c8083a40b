namespace Tandem.Calls.Guard;

/// <summary>What a shard that has fallen behind no longer takes, each level with those before it. What belongs to a call that is up is always taken.</summary>
internal enum ShedLevel : byte
{
    /// <summary>Everything is taken.</summary>
    None,

    /// <summary>Nothing new of sources that are not in the plan.</summary>
    Strangers,

    /// <summary>No new calls and registrations at all.</summary>
    All,
}
