namespace Tandem.Scenarios.Processes;

/// <summary>A real softphone that speaks one tone all the time, answers by itself, and does what somebody at its keys would.</summary>
internal interface ISoftphone : IAsyncDisposable
{
    /// <summary>Calls a SIP URI.</summary>
    Task DialsAsync(string uri);

    Task HoldsAsync();

    Task ResumesAsync();

    Task HangsUpAsync();
}
