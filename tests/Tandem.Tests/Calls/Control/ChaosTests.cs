using Tandem.Calls.Control;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

/// <summary>
/// Many calls at once in one switch of several shards, whose sides do anything at any time, right or wrong, in each other's calls too; some of it is lost. Whatever happens, no handler throws, every call
/// ends and has one record, and nothing stays behind: no dialog, no transaction, no line, no held money.
/// </summary>
public sealed class ChaosTests
{
    private const int Callers = 16;
    private static readonly int[] Statuses = [100, 180, 183, 183, 199, 200, 200, 200, 302, 401, 407, 408, 422, 481, 486, 487, 488, 491, 500, 503, 603];
    private static readonly string[] Methods = ["INVITE", "INVITE", "UPDATE", "UPDATE", "INFO", "OPTIONS", "PRACK", "BYE", "MESSAGE", "REFER", "ACK"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_the_peers_do_every_call_ends_and_nothing_is_left(int seed)
    {
        for (int round = 0; round < 12; round++)
        {
            Run((seed * 100_000) + round);
        }
    }

    private static void Run(int seed)
    {
        var random = new Random(seed);
        using TestSwitch tandem = TestSwitch.Start(
            plan =>
            {
                plan.Route("44", "carrier-a", "carrier-b");
                plan.Carrier("carrier-a", trunk => trunk with { Username = "u", Password = "p" });
                plan.Set("SS_SIP_NO_TIMER_REINVITE_INTERVAL", "600");
            },
            shards: 3);
        SipPeer[] carriers = [tandem.Peer("carrier-a"), tandem.Peer("carrier-b")];
        List<SipPeer> callers = [];
        int most = 0;
        for (int step = random.Next(150, 400); step > 0; step--)
        {
            if (callers.Count < Callers && random.Next(4) == 0)
            {
                callers.Add(tandem.Peer($"customer-{callers.Count}", $"127.0.0.2:{5100 + callers.Count}"));
                Invites(callers[^1], random);
            }
            else if (callers.Count > 0)
            {
                Act(tandem, random, random.Next(3) switch { 0 => carriers[0], 1 => carriers[1], _ => callers[random.Next(callers.Count)] });
            }

            most = Math.Max(most, tandem.Node.Leftovers().Calls);
        }

        tandem.Passes(760);
        string trace = $"seed {seed}\n{tandem.Ladder}";
        most.Should().BeGreaterThan(2, trace);
        tandem.Shards.Sum(static shard => shard.HandlerFaults).Should().Be(0, trace);
        tandem.Node.Leftovers().Should().Be(default(SwitchLeftovers), trace);
        tandem.Credit.Held("acme").Should().Be(0m, trace);
        tandem.Traffic.Of(tandem.Plan.Current.Egress[0]).ActiveCalls.Should().Be(0, trace);
        tandem.Traffic.Of(tandem.Plan.Current.Egress[1]).ActiveCalls.Should().Be(0, trace);
        tandem.Cdrs.Should().HaveCount((int)tandem.Node.Counters().Values["calls"], trace);
        tandem.Cdrs.Select(static cdr => cdr.Id).Should().OnlyHaveUniqueItems(trace);
        tandem.Cdrs.Where(static cdr => cdr.Answered).Select(static cdr => cdr.Id)
            .Should().BeEquivalentTo(tandem.Journal.AnsweredRecords.Select(static cdr => cdr.Id), trace);
        tandem.Credit.Balance("acme").Should().Be(100m - tandem.Cdrs.Sum(static cdr => cdr.Customer.Total), trace);
    }

    private static void Invites(SipPeer caller, Random random)
    {
        string[] headers = random.Next(4) switch
        {
            0 => ["Supported: 100rel, timer", "Session-Expires: 120;refresher=uac", "Allow: INVITE, UPDATE"],
            1 => ["Require: 100rel"],
            2 => ["Supported: timer", "Session-Expires: 90"],
            _ => [],
        };
        caller.Invites("44207", sdp: random.Next(4) == 0 ? null : "offer", headers: headers);
    }

    private static void Act(TestSwitch tandem, Random random, SipPeer peer)
    {
        switch (random.Next(10))
        {
            case 0:
                tandem.Passes(random.Next(Callers) == 0 ? 40 : random.NextDouble());
                break;
            case 1:
                tandem.Lose[peer.Name] = random.Next(1, 3);
                break;
            case 2 when IsCaller(peer):
                peer.Cancels();
                break;
            case 3 when IsCaller(peer):
                peer.Acks(random.Next(3) == 0 ? "answer" : null);
                break;
            case 4 or 5 when peer.CallId.Length > 0:
                peer.Sends(Methods[random.Next(Methods.Length)], random.Next(2) == 0 ? "change" : null, $"RAck: {random.Next(1, 9)} 1 INVITE");
                break;
            default:
                Answer(random, peer);
                break;
        }
    }

    private static bool IsCaller(SipPeer peer) => peer.Name.StartsWith("customer", StringComparison.Ordinal);

    private static void Answer(Random random, SipPeer peer)
    {
        string[] requests = [.. peer.All.Where(static text => !text.StartsWith("SIP/2.0", StringComparison.Ordinal) && !text.StartsWith("ACK", StringComparison.Ordinal))];
        if (requests.Length == 0)
        {
            return;
        }

        string request = requests[random.Next(Math.Max(0, requests.Length - Callers), requests.Length)];
        string[] headers = random.Next(3) switch
        {
            0 => ["Require: 100rel", $"RSeq: {random.Next(1, 4)}"],
            1 => ["Session-Expires: 200;refresher=uac", "Allow: INVITE, UPDATE"],
            _ => ["Min-SE: 300", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"", "Retry-After: 1"],
        };
        peer.Say(peer.Response(request, Statuses[random.Next(Statuses.Length)], random.Next(2) == 0 ? "answer" : null, $"fork-{random.Next(3)}", headers));
        peer.Adopt(request);
    }
}
