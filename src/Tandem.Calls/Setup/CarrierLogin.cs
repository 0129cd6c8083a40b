using Tandem.Calls.Control;
using Tandem.Routing.Routes;
using Tandem.Sip.Auth;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Setup;

/// <summary>Our credentials towards a carrier that challenges, for one leg: made at its first challenge, then sent with every request of the leg (RFC 3261 §22).</summary>
internal sealed class CarrierLogin
{
    private DigestClient? _client;

    /// <summary>Takes a 401 or 407. True: the request goes out again, with credentials. False: we have none, or they were refused.</summary>
    public bool TryTake(SipMessage challenge, CompiledEgress egress, CallShard shard)
    {
        if (egress.Trunk.Username.Length == 0)
        {
            return false;
        }

        _client ??= new(egress.Trunk.Username, egress.Trunk.Password, shard.Random);
        return _client.TryTake(challenge);
    }

    /// <summary>Another answer than a challenge: the next may be challenged anew.</summary>
    public void Settle() => _client?.Settle();

    public void Write(SipWriter writer, SipMethod method, ReadOnlySpan<byte> uri) => _client?.Write(writer, SipMethods.Name(method), uri);

    public void WriteForAck(SipWriter writer) => _client?.WriteForAck(writer);

    public void Clear() => _client = null;
}
