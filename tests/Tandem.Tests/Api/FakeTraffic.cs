using Tandem.Calls.Live;

namespace Tandem.Tests.Api;

/// <summary>Traffic that the test makes up.</summary>
internal sealed class FakeTraffic : ILiveTraffic
{
    public List<LiveLine> Now { get; } = [];

    public IReadOnlyList<LiveLine> Lines() => Now;
}
