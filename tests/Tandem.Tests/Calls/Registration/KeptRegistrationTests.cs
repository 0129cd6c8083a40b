using Tandem.Calls.Live;
using Tandem.Calls.Registration;
using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Registration;

/// <summary>What of the registrations outlives the process.</summary>
public sealed class KeptRegistrationTests : IDisposable
{
    private const string Here = "127.0.9.50:5060";
    private readonly TestSwitch _tandem = TestSwitch.Start(static plan => plan.Phone("1001", "secret").Phone("1002", "other").Set("SS_ENDPOINT_REGISTER_REPLACE", "Off"));

    public void Dispose() => _tandem.Dispose();

    [Fact]
    public void All_of_it_comes_back()
    {
        RegisteringPhone first = Phone("1001", "secret");
        first.Contact = $"<sip:1001@{Here};x=y>;q=0.5;+sip.instance=\"<urn:uuid:1>\"";
        first.Register("Supported: path", "Path: <sip:a.example;lr>, <sip:b.example;lr>", "Expires: 600");
        _tandem.Time.Advance(TimeSpan.FromSeconds(10));
        RegisteringPhone second = new(_tandem, _tandem.Peer("q", "127.0.9.51:5070"), "1001", "secret") { Via = "192.168.1.2;rport", Contact = "<sip:1001@192.168.1.2>" };
        second.Register();
        IReadOnlyList<LiveRegistration> before = _tandem.Registrations.Of("1001");
        before.Should().HaveCount(2);

        RegistrationTable after = Restarted(5);

        IReadOnlyList<LiveRegistration> back = after.Of("1001");
        back.Should().BeEquivalentTo(before, static options => options.Using<DateTimeOffset>(static times =>
            times.Subject.Should().BeCloseTo(times.Expectation, TimeSpan.FromMilliseconds(2))).WhenTypeIs<DateTimeOffset>());
        after.Find("1001").Select(static one => one.Flow).Should().BeEquivalentTo(_tandem.Registrations.Find("1001").Select(static one => one.Flow));
        after.Count.Should().Be((1, 2));
    }

    [Fact]
    public void The_order_of_a_phones_requests_is_still_known()
    {
        RegisteringPhone phone = Phone("1001", "secret");
        phone.CSeq = 10;
        phone.Register();
        IReadOnlyList<KeptPhone> kept = _tandem.Registrations.TakeChanges(10);
        _tandem.DiesAndReturns();
        _tandem.Registrations.Take(kept, _tandem.Wire);

        phone.CSeq = 5;
        phone.Unregister().Should().Be(500);
        _tandem.Registrations.Find("1001").Should().HaveCount(1);
    }

    [Fact]
    public void What_has_ended_meanwhile_does_not_and_is_forgotten()
    {
        Phone("1001", "secret").Register("Expires: 60");

        RegistrationTable after = Restarted(61);

        after.Count.Should().Be((0, 0));
        after.TakeChanges(10).Should().ContainSingle().Which.Bindings.Should().BeNull();
        after.TakeChanges(10).Should().BeEmpty();
    }

    [Fact]
    public void A_stream_does_not_unless_the_phone_listens_for_another()
    {
        Flow stream = new(TransportKind.Tcp, 0, 7, _tandem.Wire.Local, TestWire.Address(Here));
        RegisteringPhone behind = Phone("1001", "secret");
        (behind.Stream, behind.Via, behind.Contact) = (stream, "192.168.1.2", "<sip:1001@192.168.1.2;transport=tcp>");
        behind.Register().Should().Be(200);
        RegisteringPhone open = new(_tandem, _tandem.Peer("o", "127.0.9.60:41000"), "1002", "other")
        {
            Stream = stream with { Connection = 8, Remote = TestWire.Address("127.0.9.60:41000") },
            Via = "127.0.9.60:5062",
            Contact = "<sip:1002@127.0.9.60:5062;transport=tcp>",
        };
        open.Register().Should().Be(200);

        RegistrationTable after = Restarted(1);

        after.Find("1001").Should().BeEmpty();
        after.Find("1002").Should().ContainSingle().Which.Flow.Should().Be(stream with { Connection = 0, Remote = TestWire.Address("127.0.9.60:5062") });
    }

    [Fact]
    public void What_can_not_be_read_is_no_registration()
    {
        Phone("1001", "secret").Register();
        byte[] kept = _tandem.Registrations.TakeChanges(10)[0].Bindings!;
        for (int length = 0; length < kept.Length; length++)
        {
            var table = new RegistrationTable(_tandem.Time);
            table.Take([new("1001", default, kept[..length])], _tandem.Wire);
            table.Count.Should().Be((0, 0), $"{length} of {kept.Length} bytes are not all");
        }
    }

    [Fact]
    public void Each_change_is_taken_once_and_again_when_it_could_not_be_stored()
    {
        Phone("1001", "secret").Register();
        Phone("1002", "other").Register();
        IReadOnlyList<KeptPhone> taken = _tandem.Registrations.TakeChanges(1);
        taken.Should().HaveCount(1);
        _tandem.Registrations.GiveBack(taken);

        _tandem.Registrations.TakeChanges(10).Select(static one => one.Phone).Should().BeEquivalentTo("1001", "1002");
        _tandem.Registrations.TakeChanges(10).Should().BeEmpty();

        Phone("1001", "secret").Query();
        _tandem.Registrations.TakeChanges(10).Should().BeEmpty("a question changes nothing");
    }

    [Fact]
    public void Who_listens_hears_what_came_and_went()
    {
        long seen = -1;
        _tandem.Registrations.ChangesSince(ref seen).Should().BeEmpty();
        RegisteringPhone phone = Phone("1001", "secret");
        phone.Register("Expires: 60");
        phone.Register("Expires: 60");
        Phone("1002", "other").Register();
        _tandem.Registrations.Remove("1002", _tandem.Registrations.Of("1002")[0].Id).Should().BeTrue();
        _tandem.Time.Advance(TimeSpan.FromSeconds(5));

        _tandem.Registrations.ChangesSince(ref seen).Select(static one => $"{one.State} {one.Registration.Phone}").Should().Equal(
            "registered 1001", "registered 1002", "removed 1002");
        for (int i = 0; i < 12; i++)
        {
            _tandem.Time.Advance(TimeSpan.FromSeconds(5));
            _tandem.Registrations.ChangesSince(ref seen).Should().BeEmpty();
        }

        _tandem.Registrations.Sweep(static _ => true);
        _tandem.Registrations.ChangesSince(ref seen).Should().ContainSingle().Which.State.Should().Be("expired");
    }

    [Fact]
    public void All_are_shown_in_pages()
    {
        RegisteringPhone one = Phone("1001", "secret");
        one.Register();
        new RegisteringPhone(_tandem, _tandem.Peer("q", "127.0.9.51:5070"), "1001", "secret").Register();
        Phone("1002", "other").Register();

        _tandem.Registrations.Page(0, 2).Should().HaveCount(3, "one more tells that there are more");
        _tandem.Registrations.Page(2, 2).Should().ContainSingle().Which.Phone.Should().Be("1002");
        _tandem.Registrations.Page(1, 1).Select(static shown => shown.Phone).Should().Equal("1001", "1002");
        _tandem.Registrations.Page(3, 2).Should().BeEmpty();
    }

    private RegisteringPhone Phone(string number, string password) => new(_tandem, _tandem.Peer("p", Here), number, password);

    /// <summary>Another table, after so many seconds, with what this one kept.</summary>
    private RegistrationTable Restarted(double seconds)
    {
        IReadOnlyList<KeptPhone> kept = _tandem.Registrations.TakeChanges(1000);
        _tandem.Time.Advance(TimeSpan.FromSeconds(seconds));
        var after = new RegistrationTable(_tandem.Time);
        after.Take(kept, _tandem.Wire);
        return after;
    }
}
