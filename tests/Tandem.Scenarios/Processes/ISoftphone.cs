namespace Tandem.Scenarios.Processes;

/// <summary>A real softphone that speaks one tone all the time, answers by itself, and does what somebody at its keys would.</summary>
internal interface ISoftphone : IAsyncDisposable
{
    /// <summary>All keys that it has heard as telephone-events or SIP INFO, in all its calls.</summary>
    string HeardKeys { get; }

    /// <summary>The WAV file of what it heard in its last call, once that has ended.</summary>
    string HeardFile { get; }

    /// <summary>Calls a SIP URI.</summary>
    Task DialsAsync(string uri);

    Task HoldsAsync();

    Task ResumesAsync();

    /// <summary>Presses keys as telephone-events.</summary>
    Task PressesAsync(string keys);

    Task HangsUpAsync();
}
