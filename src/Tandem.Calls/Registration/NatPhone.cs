using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>A contact behind a NAT, as its keep-alive needs it. <paramref name="Key"/> names it among its phone's.</summary>
internal readonly record struct NatPhone(string Phone, ulong Key, ReadOnlyMemory<byte> Uri, Flow Way);
