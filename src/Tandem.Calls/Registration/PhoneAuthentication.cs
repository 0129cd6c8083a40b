using System.IO.Hashing;
using Tandem.Calls.Control;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Sip.Auth;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>
/// Digest for phones that register (RFC 3261 §22, always 401: a registrar is no proxy). A number that is no phone's is asked like any other and refused in the same words, so nobody learns which are.
/// Wrong passwords are asked again SS_SIP_AUTHENTICATION_RETRY times by each nonce's exchange, and counted against their source (<see cref="Wire.Firewall.FailedLogins"/>). A phone that goes on using a nonce
/// of long ago is only asked anew: registrations of one Call-ID go on for months.
/// </summary>
internal sealed class PhoneAuthentication(CallShard shard)
{
    private const int Challenge = 401;

    /// <summary>Null: proven, and whose it is. Else the request has got its challenge, or is to be refused.</summary>
    public RegistrationResult? Check(ServerTransaction transaction, SipMessage register, SwitchPlan plan, out CompiledIngress? phone)
    {
        phone = null;
        SystemParameters parameters = plan.Parameters;
        NetAddress source = transaction.Source.Remote;
        if (shard.Parts.Logins.SuspendedUntil(source, parameters.AuthenticationMaxRetry) is not null)
        {
            Setup.CallerAuthentication.GoesOnGuessing(shard, register, source);
            return RegistrationResult.Suspended;
        }

        bool isOurs = shard.Passwords.TryReadExchange(register, source, out DigestExchange known);
        uint call = (uint)XxHash3.HashToUInt64(register.CallId);
        var begun = new DigestExchange(call, shard.Now.ToUnixTimeMilliseconds(), 0);
        DigestResult result = shard.Passwords.Verify(register, source, plan);
        switch (result.Outcome)
        {
            case DigestOutcome.Accepted:
                phone = Admission.ByUsername(plan, result.Username ?? "");
                if (phone?.Geofence.Lets(source.Ip, shard.Parts.Places) == false)
                {
                    return RegistrationResult.GeofenceDenied;
                }

                shard.Parts.Logins.Succeeded(source);
                shard.Parts.Offenders?.Proved(source);
                return phone?.IsPhone == true ? null : RegistrationResult.OtherNumber;
            case DigestOutcome.NoCredentials or DigestOutcome.Stale:
                shard.Passwords.Ask(transaction, Challenge, result.Outcome == DigestOutcome.Stale, begun);
                return RegistrationResult.Challenged;
            default:
                if (isOurs)
                {
                    shard.Parts.Offenders?.Saw(source, BanReason.WrongPassword, 1, register.Header(HeaderId.UserAgent));
                }

                return Wrong(transaction, parameters, isOurs ? known : null, begun);
        }
    }

    private RegistrationResult Wrong(ServerTransaction transaction, SystemParameters parameters, DigestExchange? known, in DigestExchange begun)
    {
        DigestExchange exchange = known is { } ours && ours.Call == begun.Call ? ours : begun;
        if (known is not null)
        {
            shard.Parts.Logins.Failed(transaction.Source.Remote, parameters.AuthenticationFailedSuspend);
        }

        if (exchange.Round < parameters.AuthenticationRetry)
        {
            shard.Passwords.Ask(transaction, Challenge, isStale: false, exchange with { Round = (byte)(exchange.Round + 1) });
        }

        return RegistrationResult.WrongPassword;
    }
}
