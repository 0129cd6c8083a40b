using System.Globalization;

namespace Tandem.Calls.Nat;

/// <summary>What a marked message suffered on the way: here nothing is guessed, before and after are known.</summary>
internal static class NatMarks
{
    private const int Certain = 99;

    public static IEnumerable<NatFinding> Of(NatSighting arrived, IReadOnlyList<NatChange> changes)
    {
        bool isLengthToldChanged = false;
        bool missesSound = MissesSound(arrived, changes);
        foreach (NatChange change in changes)
        {
            isLengthToldChanged |= change.Part == "Content-Length";
            (bool isBreaking, NatProblem problem) = HarmOf(change, arrived);
            if (!isBreaking && missesSound && change.Part is "Via" or "Contact")
            {
                (isBreaking, problem) = (true, NatProblem.OneWayAudio);
            }

            yield return new(
                NatFindingKind.SipAlgRewrites, change.Part, change.From, change.To, isBreaking, isBreaking ? problem : NatProblem.None, Certain,
                [new("sent", change.From), new("arrived", change.To), new("packet from", arrived.Source.ToString())]);
        }

        if (arrived.HasWrongLength && !isLengthToldChanged)
        {
            string told = arrived.ContentLength.ToString(CultureInfo.InvariantCulture);
            string came = arrived.BodyLength.ToString(CultureInfo.InvariantCulture);
            yield return new(
                NatFindingKind.SipAlgRewrites, "the body without its Content-Length", told, came, true, NatProblem.OneWayAudio, Certain,
                [new("Content-Length", told), new("bytes of the body", came)]);
        }
    }

    /// <summary>Via and Contact hide the NAT, and the description alone shows it: whoever asks those two sends sound to the private address.</summary>
    private static bool MissesSound(in NatSighting arrived, IReadOnlyList<NatChange> changes)
    {
        var view = new NatView(arrived);
        return NatView.Has(view.Inside, NatParts.Sdp) && changes.Any(static change => change.Part == "Via") && changes.Any(static change => change.Part == "Contact")
            && (view.Outside & (NatParts.Via | NatParts.Contact)) == (NatParts.Via | NatParts.Contact);
    }

    private static (bool IsBreaking, NatProblem Problem) HarmOf(NatChange change, in NatSighting arrived) => change.Part switch
    {
        "Contact" => (!Reaches(arrived.Contact, arrived), NatProblem.RegistrationFails),
        "Via" => (!arrived.HasRPort && !Reaches(arrived.Via, arrived), NatProblem.RegistrationFails),
        "Content-Length" => (arrived.HasWrongLength, NatProblem.OneWayAudio),
        "SDP c=" => (!arrived.Media.IsAddress || arrived.Media.Address.Ip != arrived.Source.Ip || arrived.HasWrongLength, NatProblem.OneWayAudio),
        "SDP m=" => (!arrived.Media.IsAddress || arrived.Media.Address.Port == 0 || arrived.HasWrongLength, NatProblem.OneWayAudio),
        "request line" => (true, NatProblem.RegistrationFails), // a digest is made over it: RFC 7616 §3.4.3
        "Call-ID" or "CSeq" or "From" or "To" => (true, NatProblem.RegistrationFails),
        _ => (false, NatProblem.None),
    };

    /// <summary>What is sent there comes through the binding that the packet has opened.</summary>
    private static bool Reaches(in WrittenAddress written, in NatSighting arrived) =>
        written.IsAddress && written.Address.Ip == arrived.Source.Ip && (arrived.IsStream || written.Address.Port == arrived.Source.Port);
}
