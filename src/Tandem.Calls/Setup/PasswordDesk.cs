using System.Security.Cryptography;
using Tandem.Calls.Control;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Sip.Auth;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Setup;

/// <summary>Asks for passwords and looks at what is answered, for callers and for phones that register: one nonce book for all of a shard.</summary>
internal sealed class PasswordDesk
{
    private const int KeyBytes = 32;
    private readonly CallShard _shard;
    private readonly DigestServer _digest;
    private readonly Func<string, DigestSecret?> _secretOf;
    private SwitchPlan _plan = SwitchPlan.Empty;

    public PasswordDesk(CallShard shard)
    {
        _shard = shard;
        _digest = new(shard.Parts.Node, RandomNumberGenerator.GetBytes(KeyBytes), shard.Random); // a secret, so never from a seed
        _secretOf = SecretOf;
    }

    public bool TryReadExchange(SipMessage request, in NetAddress source, out DigestExchange exchange) =>
        _digest.TryReadExchange(request, source.Ip, out exchange);

    public DigestResult Verify(SipMessage request, in NetAddress source, SwitchPlan plan)
    {
        _plan = plan;
        return _digest.Verify(request, source.Ip, _secretOf, _shard.Now);
    }

    /// <summary>Sends the challenge and leaves nothing behind.</summary>
    public void Ask(ServerTransaction transaction, int status, bool isStale, DigestExchange exchange)
    {
        _shard.Counters.Challenges++;
        SipWriter writer = _shard.Writer;
        ResponseStart.Write(writer, transaction, status);
        ReadOnlySpan<byte> userAgent = transaction.Request is { } request ? request.Header(HeaderId.UserAgent) : default;
        _digest.WriteChallenge(writer, status, isStale, _shard.Now, transaction.Source.Remote.Ip, exchange, userAgent);
        writer.Header(HeaderId.Server, LegMessages.Product).NoBody();
        _shard.Table.RespondAndForget(transaction, writer.Written);
    }

    private DigestSecret? SecretOf(string username)
    {
        if (Admission.ByUsername(_plan, username) is not { Password.Length: > 0 } known)
        {
            return null;
        }

        bool isSealed = SealedPassword.TryOpen(known.Password, username, _shard.Parts.Node, out DigestSecret? secret);
        return isSealed ? secret : SealedPassword.IsSealed(known.Password) ? null : new DigestSecret(known.Password);
    }
}
