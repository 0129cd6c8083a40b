using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Calls;

/// <summary>What an operator sees of a call's and a registration's messages, in the answers of the API and in Wireshark.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class SeenMessagesTests(RunningSwitch fixture)
{
    private readonly SwitchProcess _switch = fixture.Running;

    [Fact]
    public async Task A_calls_ladder_says_what_was_changed_and_its_capture_opens_with_its_own_filter()
    {
        const string Number = "00442079460021";
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", "127.0.0.3");
        await using var caller = Sipp.Caller("caller-hangs-up", "127.0.0.2", _switch.SipPort, Number, talk: TimeSpan.FromMilliseconds(300));
        await caller.SucceedsAsync();
        await carrier.SucceedsAsync();
        string id = (string)(await _switch.RecordAsync(Number))["id"]!;

        JsonNode ladder = await _switch.GetAsync($"cdrs/{id}/ladder");
        JsonNode[] messages = [.. SwitchProcess.Items(ladder)];
        ((string?)messages[^1]["startLine"]).Should().StartWith("SIP/2.0 200", "the carrier's answer to our BYE is there");
        ((string?)messages[^1]["direction"]).Should().Be("received");
        JsonNode sent = messages.First(static one => (int)one["leg"]! == 1 && ((string)one["startLine"]!).StartsWith("INVITE ", StringComparison.Ordinal));
        ((int)sent["madeFrom"]!).Should().Be(0);
        sent["changes"]!.AsArray().Select(static change => (string?)change!["part"]).Should().Contain(["start line", "Via", "Call-ID", "Contact"]);

        byte[] capture = await _switch.BytesAsync($"cdrs/{id}/pcap?format=pcapng");
        (await Tshark.WholeAsync(capture)).Should().Be(messages.Length);
        string filter = (string)ladder["filters"]![0]!["filter"]!;
        IReadOnlyList<string[]> found = await Tshark.ReadAsync(capture, filter, "sip.Method", "sip.Status-Code", "frame.comment");
        found.Should().HaveCount(messages.Length).And.Contain(static fields => fields[0] == "INVITE" && fields[2].Contains(", leg A, acme-pbx to tandem: INVITE (SDP)"));
        foreach (JsonNode? one in ladder["filters"]!.AsArray())
        {
            await Tshark.ReadAsync(capture, (string)one!["filter"]!, "frame.number", "sip.Method"); // each is one that Wireshark takes
        }

        (await Tshark.WholeAsync(await _switch.BytesAsync($"cdrs/{id}/pcap"))).Should().Be(messages.Length);
    }

    [Fact]
    public async Task A_phones_registration_is_seen_as_it_was_on_the_wire()
    {
        using (var stranger = new UdpPhone("127.0.0.22", _switch.SipPort, "1001", "guess"))
        {
            (await stranger.RegistersAsync(300)).Should().Be(401);
        }

        using (var phone = new UdpPhone("127.0.0.21", _switch.SipPort, "1001", "a-password-of-a-scenario"))
        {
            (await phone.RegistersAsync(300)).Should().Be(200);
            (await phone.RegistersAsync(0)).Should().Be(200);
        }

        JsonNode ladder = await _switch.GetAsync("registrations/1001/ladder");
        JsonNode[] messages = [.. SwitchProcess.Items(ladder)];
        messages.Select(static one => (string?)one["startLine"]).Should().Contain(["SIP/2.0 401 Unauthorized", "SIP/2.0 200 OK"]);
        messages.Select(static one => ((string)one["remote"]!).Split(':')[0]).Should().Contain(["127.0.0.21", "127.0.0.22"], "who guesses is seen too");
        byte[] capture = await _switch.BytesAsync("registrations/1001/pcap?format=pcapng");
        (await Tshark.WholeAsync(capture)).Should().Be(messages.Length);
        IReadOnlyList<string[]> found = await Tshark.ReadAsync(capture, "sip.Contact contains \"192.168\"", "sip.Method", "frame.comment");
        found.Should().Contain(static fields => fields[0] == "REGISTER" && fields[1].StartsWith("registration-1001, leg A, 1001 to tandem: REGISTER", StringComparison.Ordinal));
    }
}
