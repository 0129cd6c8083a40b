using System.Globalization;
using System.Text;
using Tandem.Calls.Control;
using Tandem.Calls.Live;
using Tandem.Calls.Setup;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Calls.Registration;

/// <summary>
/// The registrar of RFC 3261 §10.3 for the phones of the plan, whatever domain they write. Who has no password for a number learns nothing, and leaves nothing behind; what a phone with its password
/// may leave is bounded by <see cref="RegisterRequest"/> and SS_ENDPOINT_REGISTER_LIMIT.
/// </summary>
internal sealed class Registrar(CallShard shard)
{
    private readonly RegisterRequest _asked = new();
    private readonly PhoneAuthentication _authentication = new(shard);
    private readonly AcceptedRegisters _accepted = new();

    /// <summary>The transaction has its answer afterwards, or is met with silence (SS_REPLY_UNAUTHORIZED).</summary>
    public void OnRegister(ServerTransaction transaction, SipMessage register)
    {
        SwitchPlan plan = shard.Plan;
        transaction.ResponseFlow = AnswerWay(transaction, register);
        if (_accepted.Find(transaction.Key, shard.NowMs) is { } known)
        {
            Repeat(transaction, register, known);
            return;
        }

        if (shard.Shedding.TurnsAway(transaction, ShedKind.Registration))
        {
            return;
        }

        CompiledIngress? claimed = Claimed(register, plan);
        if (claimed is null)
        {
            shard.Strays.Heard(register, transaction.Source, StrayReason.UnknownPhone);
        }

        shard.Traces.Begin(transaction, register);
        RegistrationResult result = Decide(transaction, register, plan, out string phone);
        shard.Counters.Registered(result);
        if (result == RegistrationResult.Challenged)
        {
            shard.Strangers.OnAskedToRegister(transaction, register);
        }
        else
        {
            shard.Strangers.OnAnswered(transaction, register);
        }

        Answer(transaction, register, result, phone, plan);
        shard.Traces.End(result, claimed);
    }

    private void Answer(ServerTransaction transaction, SipMessage register, RegistrationResult result, string phone, SwitchPlan plan)
    {
        switch (result)
        {
            case RegistrationResult.Registered or RegistrationResult.Refreshed or RegistrationResult.Removed or RegistrationResult.Queried:
                WriteBindings(transaction, register, phone);
                if (!transaction.Source.IsStream) // there nothing is sent again
                {
                    _accepted.Add(transaction.Key, phone, shard.NowMs);
                }

                shard.Table.RespondAndForget(transaction, shard.Writer.Written);
                break;
            case RegistrationResult.Challenged:
                break;
            case RegistrationResult.WrongPassword or RegistrationResult.Suspended or RegistrationResult.GeofenceDenied when !plan.Parameters.ReplyUnauthorized:
                shard.Table.Ignore(transaction);
                break;
            default:
                Refuse(transaction, result, plan.Parameters);
                break;
        }
    }

    /// <summary>Its answer was lost, or is late: it gets it once more, and changes nothing.</summary>
    private void Repeat(ServerTransaction transaction, SipMessage register, string phone)
    {
        _asked.Read(register, transaction.Source, "");
        WriteBindings(transaction, register, phone);
        shard.Table.RespondAndForget(transaction, shard.Writer.Written);
        shard.Counters.Registered(RegistrationResult.Repeated);
    }

    /// <summary>The phone that is to be registered, as anybody may write it; null: there is no such phone.</summary>
    private CompiledIngress? Claimed(SipMessage register, SwitchPlan plan) =>
        SipUriView.TryRead(register.ToAddress.Uri, out SipUriView to)
            ? Admission.ByUsername(plan, to.User.Contains((byte)'%') ? UserPart.Read(to) : shard.Texts.Of(to.User))
            : null;

    private RegistrationResult Decide(ServerTransaction transaction, SipMessage register, SwitchPlan plan, out string phone)
    {
        phone = "";
        if (_authentication.Check(transaction, register, plan, out CompiledIngress? known) is { } unproven)
        {
            return unproven;
        }

        // RFC 3261 §10.3: steps 1 and 2, which say what we can do, come after 3 here. A stranger is told nothing.
        if (!SipUriView.TryRead(register.RequestUri, out SipUriView uri) || uri.Scheme != UriScheme.Sip)
        {
            return RegistrationResult.NotSip;
        }

        if (HasUnknownOption(register, null))
        {
            return RegistrationResult.UnknownOption;
        }

        if (known is null || !SipUriView.TryRead(register.ToAddress.Uri, out SipUriView to) || UserPart.Read(to) != known.Name)
        {
            return RegistrationResult.OtherNumber;
        }

        phone = known.Name;
        shard.Nat.Saw(known, register, transaction.Source);
        RegistrationResult result = _asked.Read(register, transaction.Source, shard.Texts.Of(register.Header(HeaderId.UserAgent)))
            ?? shard.Parts.Registrations.Apply(phone, _asked, RegistrationRules.Of(plan.Parameters));
        if (result == RegistrationResult.Refreshed && !transaction.Source.IsStream)
        {
            shard.Nat.Outlived(known, shard.Parts.Registrations.Reach.LifeOf(phone, transaction.Source));
        }

        return result;
    }

    /// <summary>By RFC 3581, but behind a NAT always to where the packet came from: the port in the Via is nobody's there.</summary>
    private static Wire.Flows.Flow AnswerWay(ServerTransaction transaction, SipMessage register)
    {
        bool isOther = !HostText.TryReadAddress(register.TopVia.Host, register.TopVia.Port, out Wire.Flows.NetAddress sentBy) || sentBy.Ip != transaction.Source.Remote.Ip;
        return isOther && !transaction.Source.IsStream ? transaction.Source : transaction.ResponseFlow;
    }

    private void WriteBindings(ServerTransaction transaction, SipMessage register, string phone)
    {
        SipWriter writer = shard.Writer;
        ResponseStart.Write(writer, transaction, 200);
        shard.Parts.Registrations.WriteContacts(phone, writer);
        if (_asked.TakesPath)
        {
            writer.CopyHeaders(register, HeaderId.Path);
        }

        if (_asked.KeepsFlow)
        {
            writer.Header(HeaderId.Require, "outbound"u8);
        }

        writer.Header(HeaderId.Supported, "path, outbound"u8)
            .Header(HeaderId.Date, shard.Now.ToString("r", CultureInfo.InvariantCulture))
            .Header(HeaderId.Server, LegMessages.Product).NoBody();
    }

    private void Refuse(ServerTransaction transaction, RegistrationResult result, SystemParameters parameters)
    {
        if (transaction.Request is not { } register)
        {
            return; // it was asked for the password once more
        }

        (int status, string phrase) = StatusOf(result);
        SipWriter writer = shard.Writer;
        ResponseStart.Write(writer, transaction, status, Encoding.ASCII.GetBytes(phrase));
        if (status == 420)
        {
            HasUnknownOption(register, writer);
        }
        else if (status == 423)
        {
            writer.Header(HeaderId.MinExpires, parameters.EndpointExpireMin);
        }

        writer.Header(HeaderId.Server, LegMessages.Product).NoBody();
        shard.Table.RespondAndForget(transaction, writer.Written);
    }

    private static (int Status, string Phrase) StatusOf(RegistrationResult result) => result switch
    {
        RegistrationResult.NotSip => (416, ""),
        RegistrationResult.UnknownOption => (420, ""),
        RegistrationResult.TooBrief => (423, ""),
        RegistrationResult.OutOfOrder => (500, "Older Than What Is Registered"),
        RegistrationResult.BadContact => (400, "Bad Contact Or Path"),
        RegistrationResult.BadStar => (400, "Contact * Goes Alone With Expires 0"),
        RegistrationResult.TooManyContacts => (403, "Too Many Contacts"),
        RegistrationResult.NoOutboundOnTheWay => (439, ""),
        _ => (403, ""),
    };

    /// <summary>What the request requires and we don't know; the writer, if any, gets the Unsupported line (RFC 3261 §8.2.2.3).</summary>
    private static bool HasUnknownOption(SipMessage register, SipWriter? writer)
    {
        bool found = false;
        foreach (ReadOnlySpan<byte> option in register.Values(HeaderId.Require))
        {
            if (Ascii.EqualsIgnoreCase(option, "path"u8) || Ascii.EqualsIgnoreCase(option, "outbound"u8))
            {
                continue;
            }

            writer = found ? writer?.Raw(", "u8) : writer?.Begin(HeaderId.Unsupported);
            writer?.Raw(option);
            found = true;
        }

        if (found)
        {
            writer?.End();
        }

        return found;
    }
}
