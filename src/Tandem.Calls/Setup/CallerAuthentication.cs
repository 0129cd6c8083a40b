using System.IO.Hashing;
using System.Security.Cryptography;
using Tandem.Calls.Control;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Sip.Auth;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Setup;

internal enum AuthenticationOutcome : byte
{
    /// <summary>Refuse it as a stranger's.</summary>
    Failed,

    /// <summary>The challenge has been sent; the INVITE will come again.</summary>
    Challenged,
    Proven,
}

/// <summary>
/// Digest for callers that are not known by their address (RFC 3261 §22.2). A challenge leaves nothing behind. Wrong credentials are asked for again SS_SIP_AUTHENTICATION_RETRY times in a call, and the
/// whole exchange may take SS_SIP_AUTHENTICATION_TIMEOUT seconds; both are counted in the nonce itself. What failures in whatever calls lead to, <see cref="Guard.FailedLogins"/> says.
/// </summary>
internal sealed class CallerAuthentication
{
    private const int KeyBytes = 32;
    private readonly CallShard _shard;
    private readonly DigestServer _digest;
    private readonly Func<string, DigestSecret?> _secretOf;
    private SwitchPlan _plan = SwitchPlan.Empty;

    public CallerAuthentication(CallShard shard)
    {
        _shard = shard;
        _digest = new(shard.Parts.Node, RandomNumberGenerator.GetBytes(KeyBytes), shard.Random); // a secret, so never from a seed
        _secretOf = SecretOf;
    }

    public AuthenticationOutcome Check(ServerTransaction transaction, SipMessage invite, CallSource source, SwitchPlan plan, out CompiledIngress? ingress)
    {
        ingress = null;
        SystemParameters parameters = plan.Parameters;
        NetAddress remote = transaction.Source.Remote;
        if (_shard.Parts.Logins.SuspendedUntil(remote, parameters.AuthenticationMaxRetry) is not null)
        {
            return AuthenticationOutcome.Failed;
        }

        _plan = plan;
        bool isOurs = _digest.TryReadExchange(invite, remote.Ip, out DigestExchange known);
        DigestExchange exchange = ExchangeOf(invite, isOurs ? known : null, out bool isLate, parameters.AuthenticationTimeout);
        DigestResult result = _digest.Verify(invite, remote.Ip, _secretOf, _shard.Now);
        if (isLate && result.Outcome is (DigestOutcome.Accepted or DigestOutcome.Stale))
        {
            return AuthenticationOutcome.Failed;
        }

        switch (result.Outcome)
        {
            case DigestOutcome.Accepted:
                ingress = Admission.ByUsername(plan, result.Username ?? "");
                _shard.Parts.Logins.Succeeded(remote);
                return ingress is not null && ingress.MayCallFrom(source) ? AuthenticationOutcome.Proven : AuthenticationOutcome.Failed;
            case DigestOutcome.NoCredentials or DigestOutcome.Stale:
                Challenge(transaction, parameters.AuthenticationCode, result.Outcome == DigestOutcome.Stale, exchange);
                return AuthenticationOutcome.Challenged;
            default:
                if (isOurs)
                {
                    _shard.Parts.Logins.Failed(remote, parameters.AuthenticationFailedSuspend);
                }

                if (isLate || exchange.Round >= parameters.AuthenticationRetry)
                {
                    return AuthenticationOutcome.Failed;
                }

                Challenge(transaction, parameters.AuthenticationCode, isStale: false, exchange with { Round = (byte)(exchange.Round + 1) });
                return AuthenticationOutcome.Challenged;
        }
    }

    /// <summary>The exchange that goes on, or one that begins: credentials of another call's challenge are no answer to this one's.</summary>
    private DigestExchange ExchangeOf(SipMessage invite, DigestExchange? known, out bool isLate, int mostSeconds)
    {
        uint call = (uint)XxHash3.HashToUInt64(invite.CallId);
        long nowMs = _shard.Now.ToUnixTimeMilliseconds();
        if (known is { } exchange && exchange.Call == call)
        {
            isLate = nowMs - exchange.BegunMs > mostSeconds * 1000L;
            return exchange;
        }

        isLate = false;
        return new(call, nowMs, 0);
    }

    private void Challenge(ServerTransaction transaction, int status, bool isStale, DigestExchange exchange)
    {
        _shard.Counters.Challenges++;
        SipWriter writer = _shard.Writer;
        ResponseStart.Write(writer, transaction, status);
        _digest.WriteChallenge(writer, status, isStale, _shard.Now, transaction.Source.Remote.Ip, exchange);
        writer.Header(HeaderId.Server, LegMessages.Product).NoBody();
        _shard.Table.RespondAndForget(transaction, writer.Written);
    }

    private DigestSecret? SecretOf(string username) =>
        Admission.ByUsername(_plan, username) is { Password.Length: > 0 } known ? new DigestSecret(known.Password) : null;
}
