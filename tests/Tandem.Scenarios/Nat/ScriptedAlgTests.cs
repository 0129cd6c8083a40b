using System.Net;
using System.Text;
using Tandem.TestKit;

namespace Tandem.Scenarios.Nat;

/// <summary>Each habit of the scripted ALG does what its name says and nothing else, seen in what arrives on the other side.</summary>
public sealed class ScriptedAlgTests
{
    private const string End = "that was all";

    [Fact]
    public async Task What_each_habit_alters()
    {
        await using NatLab lab = await NatLab.StartAsync(new Router(NatKind.PortKept));
        using UdpSpeaker phone = lab.Phones[0].Udp(5062);
        using var sip = UdpSpeaker.Here(lab.Switch, NatLab.SipPort);
        var table = new StringBuilder();
        foreach (AlgHabit habit in AlgHabits.All.Prepend(new AlgHabit("no habit at all")))
        {
            await using ScriptedAlg alg = await ScriptedAlg.StartAsync(lab, habit);
            table.Append("\n## ").Append(habit.Name).Append('\n').Append(await AlteredAsync(lab, phone, sip));
        }

        Approved.Match(Named(table.ToString(), lab));
    }

    [Fact]
    public async Task Other_ports_pass_by()
    {
        await using NatLab lab = await NatLab.StartAsync(new Router(NatKind.PortKept));
        await using ScriptedAlg alg = await ScriptedAlg.StartAsync(lab, AlgHabits.ViaToPublic);
        using UdpSpeaker phone = lab.Phones[0].Udp(5062);
        using var other = UdpSpeaker.Here(lab.Switch, 5080);
        string register = PhoneSays.Register(phone.At, lab.Switch);

        phone.Says(register, other.At);

        (await other.HearsAsync()).Text.Should().Be(register);
    }

    /// <summary>All that differs in a talk of both sides, a line for each line.</summary>
    private static async Task<string> AlteredAsync(NatLab lab, UdpSpeaker phone, UdpSpeaker sip)
    {
        string[] fromPhone = [PhoneSays.Register(phone.At, lab.Switch), PhoneSays.Invite(phone.At, lab.Switch), PhoneSays.Ack(phone.At, lab.Switch), "\r\n\r\n"];
        foreach (string message in fromPhone)
        {
            phone.Says(message, sip.At);
        }

        phone.Says(End, sip.At);
        IReadOnlyList<string> atSwitch = await sip.HearsUntilAsync(End);

        var contact = new IPEndPoint(lab.Outside, phone.At.Port);
        string[] fromSwitch =
        [
            SwitchSays.Registered(atSwitch[0], contact), SwitchSays.Request("OPTIONS", contact, lab.Switch), SwitchSays.Request("INVITE", contact, lab.Switch), "HELLO",
        ];
        foreach (string message in fromSwitch)
        {
            sip.Says(message, contact);
        }

        sip.Says(End, contact);
        IReadOnlyList<string> atPhone = await phone.HearsUntilAsync(End);
        phone.Says(End, sip.At);
        IReadOnlyList<string> answers = await sip.HearsUntilAsync(End);
        return Differences("phone", fromPhone, [.. atSwitch]) + Differences("switch", fromSwitch, [.. atPhone]) + Differences("router", [], answers);
    }

    private static string Differences(string who, IReadOnlyList<string> sent, IReadOnlyList<string> arrived)
    {
        var text = new StringBuilder();
        foreach (string message in sent)
        {
            string[] came = [.. arrived.Where(other => Kind(other) == Kind(message))];
            string what = came.Length switch
            {
                0 => "  lost\n",
                1 => Lines(message, came[0]),
                _ => $"  {came.Length} times\n" + Lines(message, came[0]),
            };
            text.Append(what.Length == 0 ? "" : $"{who} says {Kind(message)}\n{what}");
        }

        foreach (string message in arrived.Where(other => sent.All(message => Kind(message) != Kind(other))))
        {
            text.Append("router says ").Append(Kind(message)).Append('\n');
        }

        return text.ToString();
    }

    private static string Kind(string message) => message.StartsWith('\r') ? message.Replace("\r\n", "CRLF", StringComparison.Ordinal) : message.Split(' ', '\r')[0];

    private static string Lines(string sent, string came)
    {
        string[] before = sent.Split("\r\n");
        string[] after = came.Split("\r\n");
        return string.Concat(before.Except(after).Select(static line => $"  - {line}\n").Concat(after.Except(before).Select(static line => $"  + {line}\n")));
    }

    private static string Named(string text, NatLab lab) => text
        .Replace(lab.Phones[0].Address.ToString(), "phone", StringComparison.Ordinal)
        .Replace(lab.Outside.ToString(), "router", StringComparison.Ordinal)
        .Replace(lab.Switch.ToString(), "switch", StringComparison.Ordinal);
}
