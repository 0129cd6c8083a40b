using System.Text;
using CsCheck;
using Tandem.Sip.Messages;

namespace Tandem.Tests.Sip.Messages;

public sealed class HeaderNamesTests
{
    [Fact]
    public void Every_name_is_known_in_any_case()
    {
        foreach (HeaderId id in Enum.GetValues<HeaderId>().Skip(1))
        {
            string name = HeaderNames.Name(id).Text();
            HeaderNames.Find(name.Bytes()).Should().Be(id, name);
            HeaderNames.Find(name.ToUpperInvariant().Bytes()).Should().Be(id, name);
            HeaderNames.Find(name.ToLowerInvariant().Bytes()).Should().Be(id, name);
        }
    }

    [Theory]
    [InlineData(HeaderId.CallId, "Call-ID")]
    [InlineData(HeaderId.CSeq, "CSeq")]
    [InlineData(HeaderId.MinSE, "Min-SE")]
    [InlineData(HeaderId.PAssertedIdentity, "P-Asserted-Identity")]
    [InlineData(HeaderId.RAck, "RAck")]
    [InlineData(HeaderId.RemotePartyId, "Remote-Party-ID")]
    [InlineData(HeaderId.WwwAuthenticate, "WWW-Authenticate")]
    [InlineData(HeaderId.SessionExpires, "Session-Expires")]
    public void Names_are_spelt_as_the_RFCs_do(HeaderId id, string name) => HeaderNames.Name(id).Text().Should().Be(name);

    /// <summary>Also the near misses: a letter changed in the middle, a sign that folds like another.</summary>
    [Fact]
    public void A_name_with_one_byte_changed_is_another() =>
        Gen.Select(Gen.Int[1, (int)HeaderId.WwwAuthenticate], Gen.Int[0, 30], Gen.Byte).Sample((id, at, value) =>
        {
            byte[] name = HeaderNames.Name((HeaderId)id).ToArray();
            byte old = name[at % name.Length];
            name[at % name.Length] = value;
            bool same = Ascii.EqualsIgnoreCase(name, HeaderNames.Name((HeaderId)id));
            return HeaderNames.Find(name) == (HeaderId)id == same || old == value;
        });

    [Fact]
    public void Other_names_are_other()
    {
        foreach (string name in new[] { "", "q", "Xy", "P-Charging-Vector", "Vias", "Vi", "Content-Lengths", "z", "Call\rID" })
        {
            HeaderNames.Find(name.Bytes()).Should().Be(HeaderId.Other, name);
        }
    }

    [Fact]
    public void A_compact_name_is_one_ASCII_letter()
    {
        HeaderNames.Find("i"u8).Should().Be(HeaderId.CallId);
        HeaderNames.Find("I"u8).Should().Be(HeaderId.CallId);
        HeaderNames.Find([(byte)('i' | 0x80)]).Should().Be(HeaderId.Other);
    }

    [Fact]
    public void There_is_room_for_every_header_in_one_word()
    {
        // SipMessage notes which headers are there in 64 bits.
        Enum.GetValues<HeaderId>().Length.Should().BeLessThanOrEqualTo(64);
    }

    [Fact]
    public void Methods_are_known_with_their_case_only()
    {
        foreach (SipMethod method in Enum.GetValues<SipMethod>().Skip(1))
        {
            SipMethods.Find(SipMethods.Name(method)).Should().Be(method);
            SipMethods.Find(SipMethods.Name(method).Text().ToLowerInvariant().Bytes()).Should().Be(SipMethod.Other);
        }

        SipMethods.Find("INVITF"u8).Should().Be(SipMethod.Other);
        SipMethods.Find(default).Should().Be(SipMethod.Other);
    }
}
