using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>What must hold of a trunk's or phone's media settings.</summary>
internal static class MediaRules
{
    private const int MostCodecs = 15;
    private const int LongestName = 32;

    public static void Check(MediaSettings side, string path, PlanCheck check)
    {
        check.Defined(side.RtpForwardType, $"{path}.rtpForwardType");
        check.Defined(side.MediaCheckDirection, $"{path}.mediaCheckDirection");
        check.Defined(side.DtmfReceiveMethod, $"{path}.dtmfReceiveMethod");
        check.Defined(side.DtmfSendMethodSip, $"{path}.dtmfSendMethodSip");
        CheckType(side.DtmfSendPayloadType, $"{path}.dtmfSendPayloadType", check);
        CheckType(side.DtmfReceivePayloadType, $"{path}.dtmfReceivePayloadType", check);
        for (int i = 0; i < side.SipCodecs.Count; i++)
        {
            string name = side.SipCodecs[i];
            if (name.Length is 0 or > LongestName || !name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '+'))
            {
                check.Add($"{path}.sipCodecs[{i}]", $"'{name}' is no name of a codec");
            }
        }

        if (side.SipCodecs.Count > MostCodecs)
        {
            check.Add($"{path}.sipCodecs", $"at most {MostCodecs} codecs");
        }
        else if (side.SipCodecAssign && side.SipCodecs.Count == 0)
        {
            check.Add($"{path}.sipCodecs", "sipCodecAssign without a codec: no call would fit");
        }
    }

    private static void CheckType(int type, string path, PlanCheck check)
    {
        if (type is not (0 or (>= 96 and <= 127)))
        {
            check.Add(path, $"{type}: a payload type is 96 to 127, or 0 for none of its own");
        }
    }
}
