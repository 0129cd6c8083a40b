using Tandem.Routing.Access;
using Tandem.Routing.Numbers;
using Tandem.Routing.Phones;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>Phones as places that calls go to.</summary>
internal static class PhoneCompiler
{
    /// <summary>Where static phones are: no strangers.</summary>
    public static IEnumerable<KnownSource> Sources(IReadOnlyList<Phone> phones) =>
        phones.Select(static phone => AddressOf(phone)?.Ip).OfType<UInt128>().Select(static ip => new KnownSource(ip, 128));

    public static CompiledEgress Compile(Phone phone, CompiledIngress caller) => new()
    {
        Name = phone.Number,
        Trunk = AsTrunk(phone),
        Phone = new()
        {
            Phone = phone,
            Caller = caller,
            Zone = phone.TimeZone.Length == 0 ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(phone.TimeZone),
            Address = AddressOf(phone),
        },
        CallingRewrite = DialRules.TryParse(phone.CallingRewriteIn, out DialRules rules, out string problem)
            ? rules
            : throw new InvalidOperationException($"The plan was not checked before it was compiled: {problem}"),
        CalledRewrite = DialRules.None,
        Index = -1,
    };

    /// <summary>
    /// What a leg needs to know of the phone that it leads to. Requests go where its packets come from, for most phones stand behind a router; a caller who wants to stay unknown is not shown, for nobody
    /// past the phone would hide it.
    /// </summary>
    private static EgressTrunk AsTrunk(Phone phone) => new()
    {
        Name = phone.Number,
        SipPrivacy = PrivacyMode.None,
        SipDisplay = phone.CallerIdDisplay,
        SipRequestAddressMethod = RequestAddressMethod.PacketSource,
        TimeoutRinging = phone.TimeoutRinging,
        RtpForwardType = phone.RtpForwardType,
        MediaCheckDirection = phone.MediaCheckDirection,
        MediaRecord = phone.MediaRecord,
        DtmfReceiveMethod = phone.DtmfReceiveMethod,
        DtmfSendMethodSip = phone.DtmfSendMethodSip,
        DtmfSendPayloadType = phone.DtmfSendPayloadType,
        DtmfReceivePayloadType = phone.DtmfReceivePayloadType,
        RtpIncludeDtmfInband = phone.RtpIncludeDtmfInband,
        RtpNeedDtmfInband = phone.RtpNeedDtmfInband,
        SipCodecAssign = phone.SipCodecAssign,
        SipCodecs = phone.SipCodecs,
        AudioCodecTranscodingEnable = phone.AudioCodecTranscodingEnable,
    };

    private static EgressAddress? AddressOf(Phone phone) =>
        phone.Address.Length > 0 && EgressAddress.TryParse(phone.Address, out EgressAddress address, out _) ? address : null;
}
