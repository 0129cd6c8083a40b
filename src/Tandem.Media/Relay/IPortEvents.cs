using Tandem.Media.Relay.Wire;

namespace Tandem.Media.Relay;

/// <summary>What a port tells the loop that it belongs to.</summary>
internal interface IPortEvents
{
    /// <summary>The kernel may be told to let a peer in alone.</summary>
    bool MayConnect { get; }

    void OnFirstMedia(RelayLine line, RelayEvents what);

    /// <summary>The work on the line has something to tell signalling: a key was heard, a sound has ended.</summary>
    void OnWork(RelayLine line);
}
