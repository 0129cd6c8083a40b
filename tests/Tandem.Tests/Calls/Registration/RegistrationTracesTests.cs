using System.Text;
using Tandem.Calls.Live;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Registration;

/// <summary>What is kept of the messages of registrations.</summary>
public sealed class RegistrationTracesTests : IDisposable
{
    private readonly TestSwitch _tandem = TestSwitch.Start(
        static plan => plan.Phone("1001", "secret").Phone("1002", "other").Carrier(
            "carrier-a", static trunk => trunk with { RegisterOutward = true, Username = "acme", Password = "secret", Addresses = ["127.0.0.3"] }),
        shards: 2);

    public void Dispose() => _tandem.Dispose();

    [Fact]
    public void A_registration_is_known_as_it_was_on_the_wire_without_what_proves_the_password()
    {
        RegisteringPhone phone = Phone("1001", "secret", "127.0.9.50:5060");
        phone.Register().Should().Be(200);

        IReadOnlyList<LadderMessage> known = Of("1001");

        known.Select(Label).Should().Equal("< REGISTER", "> 401", "< REGISTER", "> 200");
        known.Select(static one => one.Remote).Should().AllBe("127.0.9.50:5060");
        Text(known[3]).Should().Be(phone.Answer);
        Text(known[2]).Should().Contain("Authorization: Digest ").And.MatchRegex("response=\"\\*+\"").And.Contain("User-Agent: phone/1");
        Of("1002").Should().BeEmpty();
    }

    [Fact]
    public void What_others_say_in_a_phones_name_is_known_too_and_pushes_nothing_out()
    {
        Phone("1001", "secret", "127.0.9.50:5060").Register().Should().Be(200);
        for (int i = 0; i < 30; i++)
        {
            RegisteringPhone other = Phone("1001", "guess", $"127.0.9.{100 + i}:5060");
            other.Says();
            other.TakesChallenge();
            other.Says();
        }

        IReadOnlyList<LadderMessage> known = Of("1001");

        known.Select(Label).Should().ContainInOrder("< REGISTER", "> 200");
        known.Where(static one => one.Remote == "127.0.9.50:5060").Select(Label).Should().Contain("> 200");
        known.Should().HaveCountLessThan(40);
        known.Select(static one => one.Remote).Should().Contain("127.0.9.129:5060");
    }

    [Fact]
    public void Who_names_no_phone_of_the_plan_leaves_nothing()
    {
        Phone("7777", "guess", "127.0.9.51:5060").Says();

        Of("7777").Should().BeEmpty();
    }

    [Fact]
    public void What_the_right_password_asked_for_in_vain_is_known_with_its_answer()
    {
        Phone("1001", "secret", "127.0.9.50:5060").Register("Expires: 5").Should().Be(423);

        Of("1001").Select(Label).Should().Equal("< REGISTER", "> 401", "< REGISTER", "> 423");
    }

    [Fact]
    public void A_trunks_registration_at_its_carrier_is_known_from_our_side()
    {
        SipPeer carrier = _tandem.Peer("carrier-a");
        string asked = carrier.Gets("REGISTER");
        carrier.Answers(403);

        IReadOnlyList<LadderMessage> known = _tandem.Ask(_tandem.Node.OutwardMessagesAsync("carrier-a", CancellationToken.None));

        known.Select(Label).Should().Equal("> REGISTER", "< 403");
        Text(known[0]).Should().Be(asked);
        Of("carrier-a").Should().BeEmpty("a phone may have that name");
    }

    private IReadOnlyList<LadderMessage> Of(string phone) => _tandem.Ask(_tandem.Node.RegistrationMessagesAsync(phone, CancellationToken.None));

    private RegisteringPhone Phone(string number, string password, string address) => new(_tandem, _tandem.Peer(address, address), number, password);

    private static string Label(LadderMessage message) => $"{(message.Sent ? ">" : "<")} {LadderText.Label(message).Split(' ')[0]}";

    private static string Text(LadderMessage message) => Encoding.UTF8.GetString(message.Message);
}
