using System.Text;
using CsCheck;
using Tandem.Calls.Nat;
using Tandem.Sip.Messages;
using Tandem.TestKit;
using Tandem.Wire.Flows;
using static Tandem.Tests.Calls.Nat.AgentMessage;

namespace Tandem.Tests.Calls.Nat;

/// <summary>What the doctor finds, and of what it accuses nobody.</summary>
public sealed class NatDoctorTests
{
    private const string Telling = "\r\n \0\"<>;:,=@[]0159";

    [Fact]
    public void Confusion()
    {
        var table = new StringBuilder();
        int missed = 0;
        int accused = 0;
        foreach ((string name, NatEvidence evidence, string expected, NatProblem problem) in NatCases.Altered)
        {
            IReadOnlyList<NatFinding> found = NatDoctor.Examine(evidence);
            bool isHit = found.Any(finding => finding.Text.StartsWith(expected, StringComparison.Ordinal) && finding.Problem == problem);
            missed += isHit ? 0 : 1;
            Write(table, isHit, name, found);
        }

        table.Append('\n');
        foreach ((string name, NatEvidence evidence, string expected) in NatCases.Clean)
        {
            IReadOnlyList<NatFinding> found = NatDoctor.Examine(evidence);
            bool isHit = found.Count == 1 && found[0].Text == expected;
            accused += isHit ? 0 : 1;
            Write(table, isHit, name, found);
        }

        int altered = NatCases.Altered.Count();
        int clean = NatCases.Clean.Count();
        table.Append(
            $"\n{"",-10} {"found",8} {"not",8}\n{"altered",-10} {altered - missed,8} {missed,8}\n{"clean",-10} {accused,8} {clean - accused,8}\n");
        Approved.Match(table.ToString());
        missed.Should().Be(0);
        accused.Should().Be(0);
        altered.Should().BeGreaterThanOrEqualTo(15);
        clean.Should().BeGreaterThanOrEqualTo(8);
    }

    [Fact]
    public void Every_finding_has_evidence_and_every_fault_a_cure_for_each_router_with_the_users_own_values()
    {
        foreach ((string name, NatEvidence evidence, _, _) in NatCases.Altered)
        {
            foreach (NatFinding finding in NatDoctor.Examine(evidence))
            {
                finding.Evidence.Should().NotBeEmpty(name);
                finding.Confidence.Should().BeInRange(NatDoctor.LeastConfidence, 99, name);
                NatCureValues values = NatCureValues.Of(evidence, new() { Endpoint = "1001", Switch = "198.51.100.1" });
                IReadOnlyList<NatCure> cures = NatKnowledge.Own.CuresOf(finding, values);
                bool isFault = finding.Kind is not (NatFindingKind.NoNat or NatFindingKind.NatClean or NatFindingKind.StunInUse);
                cures.Count.Should().Be(isFault ? 8 : 0, name);
                cures.SelectMany(static cure => cure.Steps.Append(cure.Where)).Should().NotContain(static text => text.Contains('{'), "all values are filled in");
            }
        }
    }

    [Fact]
    public void A_cure_has_the_phone_the_private_address_and_the_switch_in_it()
    {
        NatEvidence evidence = (new AgentMessage() with { Contact = Router, ContactPort = 1024 }).Alone() with { Binding = new(0, 30, 2, 0) };
        NatCureValues values = NatCureValues.Of(evidence, new() { Endpoint = "1001", Switch = "198.51.100.1", SipPort = "5062" });
        IReadOnlyList<NatFinding> found = NatDoctor.Examine(evidence);
        string words = string.Join('\n', found.SelectMany(finding => NatKnowledge.Own.CuresOf(finding, values)).SelectMany(static cure => cure.Steps));
        words.Should().Contain("find src-address~\"192.168.1.10\"").And.Contain("Register 1001 again").And.Contain("on another port of 198.51.100.1 than 5062")
            .And.Contain("the line 203.0.113.7").And.Contain("keep-alive every 15 s", "half of what the binding lives");
    }

    [Fact]
    public void What_agents_do_stands_in_the_data()
    {
        NatKnowledge.Own.FamilyOf("Cisco/SPA504G-7.6.2").Name.Should().Be("Cisco SPA");
        NatKnowledge.Own.FamilyOf("Linphone Desktop/5.2 (host) belle-sip").AlwaysRPort.Should().BeTrue();
        NatKnowledge.Own.FamilyOf("Nobody/1").Should().Be(NatFamily.Unknown);
        NatKnowledge.Own.Routers.Should().HaveCount(8);
    }

    [Fact]
    public void The_same_evidence_gives_the_same_answer()
    {
        foreach ((_, NatEvidence evidence, _, _) in NatCases.Altered)
        {
            NatDoctor.Examine(evidence).Select(static finding => finding.Text).Should().Equal(NatDoctor.Examine(evidence with { }).Select(static finding => finding.Text));
        }
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        byte[][] seeds =
        [
            Encoding.ASCII.GetBytes(new AgentMessage().Text()),
            Encoding.ASCII.GetBytes((new AgentMessage() with { Method = "INVITE", Media = Router, LengthOff = 3 }).Text()),
            Encoding.ASCII.GetBytes((new AgentMessage() with { Via = "[2001:db8::1]", Contact = "[fe80::1]", Method = "INVITE", Media = Own }).Text()),
        ];
        Gen<(int At, byte Value)> change = Gen.Select(Gen.Int[0, 2000], Gen.OneOf(Gen.Byte, Gen.Int[0, Telling.Length - 1].Select(static at => (byte)Telling[at])));
        Gen.Select(Gen.Int[0, seeds.Length - 1], change.Array[0, 12], Gen.Int[0, 2000]).Sample(
            (seed, changes, length) =>
            {
                byte[] bytes = [.. seeds[seed].AsSpan(0, Math.Min(length, seeds[seed].Length))];
                foreach ((int at, byte value) in changes)
                {
                    if (bytes.Length > 0)
                    {
                        bytes[at % bytes.Length] = value;
                    }
                }

                Examine(bytes);
            },
            iter: 20_000);
        Gen.Byte.Array[0, 600].Sample(static bytes => Examine(bytes), iter: 5_000);
    }

    [Fact]
    public void A_message_that_says_nothing_new_costs_no_garbage()
    {
        byte[] bytes = Encoding.ASCII.GetBytes((new AgentMessage() with { Method = "INVITE", Media = Router }).Text());
        SipMessage message = new() { Buffer = bytes, Length = bytes.Length };
        SipParser.Parse(message);
        var flow = new Flow(TransportKind.Udp, 0, 0, default, NetAddress.FromIPv4(0xCB007107, 5060));
        ulong before = NatSightingReader.Read(message, flow).Fingerprint;
        bool isSame = true;
        Allocated.By(() => isSame &= NatSightingReader.Read(message, flow).Fingerprint == before).Should().Be(0);
        isSame.Should().BeTrue();
    }

    [Fact]
    public void A_message_that_says_something_else_has_another_fingerprint()
    {
        var invite = new AgentMessage { Method = "INVITE", Media = Own };
        ulong[] prints =
        [
            .. new[]
            {
                invite, invite with { Media = Router }, invite with { Origin = Router }, invite with { Contact = Router }, invite with { ContactPort = 1024 }, invite with { Via = Router },
                invite with { ViaEnd = "" }, invite with { SourcePort = 5061 }, invite with { LengthOff = 2 }, invite with { CallIdHost = Own }, invite with { Method = "REGISTER" },
                invite with { Lines = "Path: <sip:203.0.113.7;lr>\r\n" },
            }.Select(static one => one.Seen().Fingerprint),
        ];
        prints.Should().OnlyHaveUniqueItems();
        (invite with { MediaPort = 9000, CSeq = 8 }).Seen().Fingerprint.Should().Be(invite.Seen().Fingerprint, "these change with every call");
    }

    [Fact]
    public void What_an_INVITE_shows_is_not_hidden_by_the_registrations_in_between()
    {
        NatSighting register = new AgentMessage().Seen();
        NatSighting invite = (new AgentMessage() with { Method = "INVITE", Media = Router, LengthOff = 1 }).Seen();
        NatDoctor.Examine(new() { Seen = register, Other = invite }).Should().ContainSingle().Which.Kind.Should().Be(NatFindingKind.SipAlgRewrites);
    }

    private static void Examine(byte[] bytes)
    {
        SipMessage message = new() { Buffer = bytes, Length = bytes.Length };
        SipParser.Parse(message);
        NatSighting seen = NatSightingReader.Read(message, NetAddress.FromIPv4(0xCB007107, 5060), isStream: false);
        IReadOnlyList<NatFinding> found = NatDoctor.Examine(new() { Seen = seen, UserAgent = Encoding.Latin1.GetString(message.Header(HeaderId.UserAgent)) });
        if (found.Count == 0)
        {
            throw new InvalidOperationException("Something is always found, if only that there is no NAT.");
        }
    }

    private static void Write(StringBuilder table, bool isHit, string name, IReadOnlyList<NatFinding> found)
    {
        table.Append($"{(isHit ? "" : "WRONG "),-6}{name}\n");
        foreach (NatFinding finding in found)
        {
            table.Append($"{"",10}{finding.Confidence,3} %  {finding.Text}{(finding.Problem == NatProblem.None ? "" : $"  [{finding.Problem}]")}\n");
        }
    }
}
