using Tandem.Routing.Trunks;

namespace Tandem.Routing.Access;

/// <summary>Where a call's numbers are read from, when a trunk says which. An INVITE, or an imagined call.</summary>
public interface ICallNumbers
{
    /// <summary>The caller's number from that place, "" when it is not there.</summary>
    string Calling(CallerSource source);

    string Called(CalleeSource source);
}
