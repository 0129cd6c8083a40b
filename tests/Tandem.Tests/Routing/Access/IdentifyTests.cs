using AwesomeAssertions;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing.Access;

public sealed class IdentifyTests
{
    private static IngressTrunk Trunk(string name, params string[] addresses) =>
        TestPlan.Pbx with { Name = name, Addresses = addresses };

    [Fact]
    public void The_closest_address_wins_whatever_the_order_and_priority()
    {
        SwitchPlan plan = TestPlan.Document.With(
            Trunk("world", "0.0.0.0/0") with { Priority = 0 },
            Trunk("net", "192.0.2.0/24") with { Priority = 1 },
            Trunk("host", "192.0.2.1") with { Priority = 2 },
            Trunk("port", "192.0.2.1:5080") with { Priority = 3 }).Compile();

        Who(plan, "192.0.2.1", 5080).Should().Be("port");
        Who(plan, "192.0.2.1", 5060).Should().Be("host");
        Who(plan, "192.0.2.7", 5060).Should().Be("net");
        Who(plan, "198.51.100.1", 5060).Should().Be("world");
        Who(plan, "2001:db8::1", 5060).Should().Be("");
    }

    [Fact] // SW §2.1
    public void Trunks_on_one_address_are_told_apart_by_the_callers_prefix()
    {
        SwitchPlan plan = TestPlan.Document.With(
            Trunk("eleven", "192.0.2.1") with { CallerPrefixes = ["11"] },
            Trunk("twenty-two", "192.0.2.1") with { CallerPrefixes = ["22"] },
            Trunk("eleven-five", "192.0.2.1") with { CallerPrefixes = ["115"] }).Compile();

        Who(plan, "192.0.2.1", calling: "1199").Should().Be("eleven");
        Who(plan, "192.0.2.1", calling: "2299").Should().Be("twenty-two");
        Who(plan, "192.0.2.1", calling: "1155").Should().Be("eleven-five");
    }

    [Fact]
    public void Priority_comes_before_the_longer_prefix()
    {
        SwitchPlan plan = TestPlan.Document.With(
            Trunk("long", "192.0.2.1") with { CallerPrefixes = ["1155"], Priority = 2 },
            Trunk("short", "192.0.2.1") with { CallerPrefixes = ["11"], Priority = 1 }).Compile();

        Who(plan, "192.0.2.1", calling: "1155").Should().Be("short");
    }

    [Fact]
    public void A_wider_trunk_takes_the_numbers_that_the_closer_one_does_not()
    {
        SwitchPlan plan = TestPlan.Document.With(
            Trunk("host", "192.0.2.1") with { CallerPrefixes = ["11"] },
            Trunk("net", "192.0.2.0/24") with { CallerPrefixes = ["22"] }).Compile();

        Who(plan, "192.0.2.1", calling: "2299").Should().Be("net");
        // Nobody takes 33: still a customer of ours, refused for its number and not as a stranger.
        Who(plan, "192.0.2.1", calling: "3399").Should().Be("host");
    }

    [Fact]
    public void Each_trunk_reads_the_number_from_its_own_header()
    {
        SwitchPlan plan = TestPlan.Document.With(
            Trunk("by-from", "192.0.2.1") with { CallerPrefixes = ["11"] },
            Trunk("by-pai", "192.0.2.1") with { CallerPrefixes = ["22"], SipCallerE164Domain = CallerSource.PAssertedIdentity }).Compile();
        var numbers = new Headers { [CallerSource.From] = "3311", [CallerSource.PAssertedIdentity] = "2299" };

        Admission.Identify(plan, TestPlan.From("192.0.2.1"), numbers).Trunk!.Name.Should().Be("by-pai");
    }

    [Fact]
    public void An_address_that_also_needs_a_password_must_authenticate()
    {
        SwitchPlan plan = TestPlan.Document.With(
            TestPlan.Pbx with { Authentication = AuthenticationMethod.Password, Password = "secret", Username = "user" }).Compile();

        Identity identity = Admission.Identify(plan, TestPlan.From("127.0.0.2"), new ImaginedNumbers("1", "2"));
        identity.Kind.Should().Be(IdentityKind.MustAuthenticate);
        identity.Trunk!.Name.Should().Be("acme-pbx");
        Admission.ByUsername(plan, "user").Should().BeSameAs(identity.Trunk);
        identity.Trunk.MayCallFrom(TestPlan.From("127.0.0.2")).Should().BeTrue();
        identity.Trunk.MayCallFrom(TestPlan.From("127.0.0.9")).Should().BeFalse();
    }

    [Fact]
    public void A_trunk_with_a_password_is_asked_for_it_at_its_own_address_too()
    {
        SwitchPlan plan = TestPlan.Document.With(TestPlan.Pbx with { Password = "secret" }).Compile();

        Admission.Identify(plan, TestPlan.From("127.0.0.2"), new ImaginedNumbers("1", "2")).Kind.Should().Be(IdentityKind.MustAuthenticate);
        PlanRules.Check(TestPlan.Document.With(TestPlan.Pbx with { Password = "secret", Authentication = AuthenticationMethod.Ip }))
            .Should().ContainSingle().Which.Path.Should().EndWith("authentication");
    }

    [Theory]
    [InlineData("1001", IdentityKind.MustAuthenticate, "1001")] // our phone
    [InlineData("office", IdentityKind.MustAuthenticate, "digest-only")] // a trunk known by digest only
    [InlineData("anybody", IdentityKind.Unknown, null)] // SW §8.2: an illegal call
    [InlineData("acme-pbx", IdentityKind.Unknown, null)] // a trunk's name is no password
    [InlineData("fixed", IdentityKind.Unknown, null)] // this user may call from its own address only
    public void From_a_strange_address_the_callers_name_decides_whether_to_ask(string calling, IdentityKind kind, string? name)
    {
        SwitchPlan plan = TestPlan.Document.With(
            TestPlan.Pbx,
            Trunk("digest-only") with { Username = "office", Password = "secret" },
            Trunk("fixed", "192.0.2.9") with { Password = "secret" }).Compile();

        Identity identity = Admission.Identify(plan, TestPlan.From("203.0.113.5"), new ImaginedNumbers(calling, "44"));
        identity.Kind.Should().Be(kind);
        identity.Trunk?.Name.Should().Be(name);
        (identity.Trunk is null).Should().Be(name is null);
    }

    [Fact]
    public void An_empty_plan_knows_nobody() =>
        Admission.Identify(SwitchPlan.Empty, TestPlan.From("127.0.0.2"), new ImaginedNumbers("1001", "44")).Kind.Should().Be(IdentityKind.Unknown);

    private static string Who(SwitchPlan plan, string ip, int port = 5060, string calling = "1000") =>
        Admission.Identify(plan, TestPlan.From(ip, port), new ImaginedNumbers(calling, "4420")).Trunk?.Name ?? "";

    internal sealed class Headers : Dictionary<CallerSource, string>, ICallNumbers
    {
        public string Calling(CallerSource source) => this.GetValueOrDefault(source, "");

        public string Called(CalleeSource source) => source == CalleeSource.RequestUri ? "442079460000" : "";
    }
}
