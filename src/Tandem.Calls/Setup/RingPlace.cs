using Tandem.Calls.Registration;
using Tandem.Routing.Routes;

namespace Tandem.Calls.Setup;

/// <summary>One place that rings: a route, and of a phone which of its contacts.</summary>
internal readonly record struct RingPlace(Route Route, PhoneContact? Contact);
