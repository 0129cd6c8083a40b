using CsCheck;
using Tandem.Routing.Media;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing.Media;

public sealed class KeyConversionTests
{
    private static readonly Gen<MediaSettings> Sides = Gen.Select(
        Gen.Enum<DtmfReceiveMethod>(), Gen.Enum<DtmfSendMethod>(), Gen.Bool, Gen.Bool,
        static (receive, send, listens, tones) => (MediaSettings)new Phone
        {
            Number = "1",
            Account = "a",
            DtmfReceiveMethod = receive,
            DtmfSendMethodSip = send,
            RtpIncludeDtmfInband = listens,
            RtpNeedDtmfInband = tones,
        });

    [Fact]
    public void Sides_that_want_nothing_in_particular_change_nothing() =>
        KeyConversion.Decide(new Phone { Number = "1", Account = "a" }, null).IsAny.Should().BeFalse();

    [Fact]
    public void What_is_converted_goes_on_in_some_form_and_what_is_dropped_was_not_wanted() =>
        Gen.Select(Sides, Sides).Sample(static (from, to) =>
        {
            KeyConversion keys = KeyConversion.Decide(from, to);
            bool converts = keys.Events == KeyFate.Convert || keys.Info == KeyFate.Convert || (keys.Tones == KeyFate.Convert && to.DtmfSendMethodSip != DtmfSendMethod.Off);
            (!converts || keys.SendsEvents || keys.SendsInfo || keys.SendsTones).Should().BeTrue();
            (keys.Events != KeyFate.Drop || to is { DtmfSendMethodSip: DtmfSendMethod.Off } || from.DtmfReceiveMethod is DtmfReceiveMethod.Off or DtmfReceiveMethod.Signalling).Should().BeTrue();
            (keys.Info != KeyFate.Drop || to is { DtmfSendMethodSip: DtmfSendMethod.Off } || from.DtmfReceiveMethod is DtmfReceiveMethod.Off or DtmfReceiveMethod.Rfc2833).Should().BeTrue();
        });

    [Fact]
    public void No_key_arrives_twice_unless_tones_are_wanted_as_well() =>
        Gen.Select(Sides, Sides).Sample(static (from, to) =>
        {
            KeyConversion keys = KeyConversion.Decide(from, to);
            int forms = (keys.SendsEvents ? 1 : 0) + (keys.SendsInfo ? 1 : 0);
            forms.Should().BeLessThanOrEqualTo(1);
        });

    [Theory]
    [InlineData(DtmfSendMethod.SipInfo, KeyFate.Convert, KeyFate.Pass)]
    [InlineData(DtmfSendMethod.Rfc2833, KeyFate.Pass, KeyFate.Convert)]
    [InlineData(DtmfSendMethod.Off, KeyFate.Drop, KeyFate.Drop)]
    [InlineData(DtmfSendMethod.Auto, KeyFate.Pass, KeyFate.Pass)]
    public void A_side_gets_keys_in_the_form_that_it_names(DtmfSendMethod send, KeyFate events, KeyFate info)
    {
        KeyConversion keys = KeyConversion.Decide(null, new Phone { Number = "1", Account = "a", DtmfSendMethodSip = send });
        (keys.Events, keys.Info).Should().Be((events, info));
    }

    [Fact]
    public void Keys_heard_in_the_sound_become_events_when_nothing_else_is_named() =>
        KeyConversion.Decide(new Phone { Number = "1", Account = "a", RtpIncludeDtmfInband = true }, null)
            .Should().Be(new KeyConversion(KeyFate.Pass, KeyFate.Pass, KeyFate.Convert, SendsEvents: true, SendsInfo: false, SendsTones: false));
}
