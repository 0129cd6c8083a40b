using System.IO.Hashing;
using Tandem.Calls.Control;
using Tandem.Calls.Live;
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

    /// <summary>The right password, from outside its geofence: stolen, perhaps. The place is told only now, so that nobody learns who is here.</summary>
    Elsewhere,
}

/// <summary>
/// Digest for callers that are not known by their address (RFC 3261 §22.2). A challenge leaves nothing behind. Wrong credentials are asked for again SS_SIP_AUTHENTICATION_RETRY times in a call, and the
/// whole exchange may take SS_SIP_AUTHENTICATION_TIMEOUT seconds; both are counted in the nonce itself. What failures in whatever calls lead to, <see cref="Wire.Firewall.FailedLogins"/> says.
/// </summary>
internal sealed class CallerAuthentication(CallShard shard)
{

    public AuthenticationOutcome Check(ServerTransaction transaction, SipMessage invite, CallSource source, SwitchPlan plan, out CompiledIngress? ingress)
    {
        ingress = null;
        SystemParameters parameters = plan.Parameters;
        NetAddress remote = transaction.Source.Remote;
        if (shard.Parts.Logins.SuspendedUntil(remote, parameters.AuthenticationMaxRetry) is not null)
        {
            GoesOnGuessing(shard, invite, remote);
            return AuthenticationOutcome.Failed;
        }

        bool isOurs = shard.Passwords.TryReadExchange(invite, remote, out DigestExchange known);
        DigestExchange exchange = ExchangeOf(invite, isOurs ? known : null, out bool isLate, parameters.AuthenticationTimeout);
        DigestResult result = shard.Passwords.Verify(invite, remote, plan);
        if (isLate && result.Outcome is (DigestOutcome.Accepted or DigestOutcome.Stale))
        {
            return AuthenticationOutcome.Failed;
        }

        switch (result.Outcome)
        {
            case DigestOutcome.Accepted:
                ingress = Admission.ByUsername(plan, result.Username ?? "");
                if (ingress?.Geofence.Lets(source.Ip, shard.Parts.Places) == false)
                {
                    return AuthenticationOutcome.Elsewhere;
                }

                shard.Parts.Logins.Succeeded(remote);
                shard.Parts.Offenders?.Proved(remote);
                return ingress is not null && ingress.MayCallFrom(source) ? AuthenticationOutcome.Proven : AuthenticationOutcome.Failed;
            case DigestOutcome.NoCredentials or DigestOutcome.Stale:
                Keep(invite, transaction.Source, StrayReason.Asked);
                shard.Passwords.Ask(transaction, parameters.AuthenticationCode, result.Outcome == DigestOutcome.Stale, exchange);
                return AuthenticationOutcome.Challenged;
            default:
                if (isOurs)
                {
                    shard.Parts.Logins.Failed(remote, parameters.AuthenticationFailedSuspend);
                    shard.Parts.Offenders?.Saw(remote, BanReason.WrongPassword, 1, invite.Header(HeaderId.UserAgent));
                }

                if (isLate || exchange.Round >= parameters.AuthenticationRetry)
                {
                    return AuthenticationOutcome.Failed;
                }

                Keep(invite, transaction.Source, StrayReason.WrongPassword);
                shard.Passwords.Ask(transaction, parameters.AuthenticationCode, isStale: false, exchange with { Round = (byte)(exchange.Round + 1) });
                return AuthenticationOutcome.Challenged;
        }
    }

    /// <summary>Who is suspended and answers our questions all the same: nothing of it is looked at, but it counts. An answer to no question of ours does not: anybody may send it in another's name.</summary>
    public static void GoesOnGuessing(CallShard shard, SipMessage request, in NetAddress source)
    {
        if (shard.Parts.Offenders is { } offenders && shard.Passwords.TryReadExchange(request, source, out _))
        {
            offenders.Saw(source, BanReason.WrongPassword, 1, request.Header(HeaderId.UserAgent));
        }
    }

    /// <summary>With the messages of no call, until its sender has proved something: a trunk that does so at each call would push out all others.</summary>
    private void Keep(SipMessage invite, in Flow source, StrayReason reason)
    {
        if (!shard.Parts.KnowsSource(source.Remote) && shard.Parts.Offenders?.HasProved(source.Remote.Ip) != true)
        {
            shard.Strays.Heard(invite, source, reason);
        }
    }

    /// <summary>The exchange that goes on, or one that begins: credentials of another call's challenge are no answer to this one's.</summary>
    private DigestExchange ExchangeOf(SipMessage invite, DigestExchange? known, out bool isLate, int mostSeconds)
    {
        uint call = (uint)XxHash3.HashToUInt64(invite.CallId);
        long nowMs = shard.Now.ToUnixTimeMilliseconds();
        if (known is { } exchange && exchange.Call == call)
        {
            isLate = nowMs - exchange.BegunMs > mostSeconds * 1000L;
            return exchange;
        }

        isLate = false;
        return new(call, nowMs, 0);
    }
}
