using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Tandem.Calls.Nat;
using Tandem.Calls.Nat.Probes;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Server.NatCheck;

/// <summary>
/// The user's side: sends marked messages as a phone would, by UDP and TCP, to the switch's port and to another one of it; compares what the switch got with what was sent; asks the same doctor that the
/// switch asks.
/// </summary>
internal sealed class NatCheckRun(NatCheckOptions options, Action<string, double> progress)
{
    private static readonly string[] Methods = ["OPTIONS", "REGISTER", "INVITE"];
    private readonly List<ProbeReport> _probes = [];
    private readonly List<NatEvidence> _evidence = [];

    public async Task<NatCheckReport> RunAsync(CancellationToken stop)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(options.Host, stop);
        IPAddress address = Array.Find(addresses, static one => one.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
        var server = new IPEndPoint(address, options.Port);
        IPAddress local = LocalAddress(server);
        using ProbeSocket phone = ProbeSocket.LikeAPhone(local);

        progress($"UDP, port {options.Port}", 0);
        ProbeAnswer? first = await ProbeAsync(phone, local, server, stop);
        int other = first?.Ports.FirstOrDefault(port => port != options.Port) ?? 0;
        ProbeAnswer? second = null;
        if (other > 0)
        {
            progress($"UDP, port {other}", 0.3);
            second = await ProbeAsync(phone, local, new(address, other), stop);
        }

        progress($"TCP, port {options.Port}", 0.6);
        await ProbeTcpAsync(local, server, stop);
        progress("kind of NAT", 0.8);
        NatType type = await TypeAsync(phone, local, server, first, second, stop);
        progress("kind of NAT", 1);
        BindingReport? binding = first is null || options.Longest <= 0
            ? null
            : await new BindingSearch(local, server, (token, order, port) => Question("OPTIONS", Written(local), port, token, order, isStream: false).ToBytes(), Token)
                .RunAsync(first.Cookie, options.Longest, options.Precision, progress, stop);
        return new(server.ToString(), Written(local).ToString(), _probes, type, binding, Findings(server, binding));
    }

    private async Task<ProbeAnswer?> ProbeAsync(ProbeSocket phone, IPAddress local, IPEndPoint server, CancellationToken stop)
    {
        ProbeAnswer? latest = null;
        foreach (string method in Methods)
        {
            ProbeQuestion question = Question(method, Written(local), phone.Port, Token(), "echo", isStream: false);
            (ProbeAnswer? answer, int count) = await phone.AskAsync(server, question.ToBytes(), question.Token, stop);
            Note("UDP", server.Port, question, answer, count);
            latest = answer ?? latest;
            if (answer is null && method == Methods[0])
            {
                break; // nothing answers there: the other methods would only take their time
            }
        }

        return latest;
    }

    private async Task ProbeTcpAsync(IPAddress local, IPEndPoint server, CancellationToken stop)
    {
        foreach (string method in Methods[1..])
        {
            ProbeQuestion question = Question(method, Written(local), 0, Token(), "echo", isStream: true);
            ProbeAnswer? answer = await ProbeStream.AskAsync(
                local,
                server,
                port =>
                {
                    question = question with { Own = question.Own with { Port = (ushort)port } };
                    return question.ToBytes();
                },
                stop);
            Note("TCP", server.Port, question, answer, answer is null ? 0 : 1);
            if (answer is null)
            {
                break;
            }
        }
    }

    private async Task<NatType> TypeAsync(ProbeSocket phone, IPAddress local, IPEndPoint server, ProbeAnswer? first, ProbeAnswer? second, CancellationToken stop)
    {
        if (first is null)
        {
            return new("not known", "not known", false);
        }

        bool isOwn = first.Source == NetAddress.From(local, phone.Port);
        string mapping = isOwn ? "none" : second is null ? "not known" : second.Source == first.Source ? "one mapping for all ports" : "another mapping for each port (symmetric)";
        if (second is null)
        {
            return new(mapping, "not known", first.Source.Port == phone.Port);
        }

        // A socket that the other port has never heard of.
        using var fresh = new ProbeSocket(local);
        string token = Token();
        byte[] question = Question("OPTIONS", Written(local), fresh.Port, token, $"other {first.Cookie}", isStream: false).ToBytes();
        (ProbeAnswer? answer, _) = await fresh.AskAsync(server, question, token, stop);
        return new(mapping, answer is null ? "lets only the port in that was asked" : "lets other ports in", first.Source.Port == phone.Port);
    }

    private void Note(string transport, int port, ProbeQuestion question, ProbeAnswer? answer, int count)
    {
        IReadOnlyList<ByteChange> changes = answer is null ? [] : ProbeDifference.Between(question.Expected(), answer.Arrived);
        _probes.Add(new(transport, port, question.Method, answer?.Source.ToString() ?? "", count, changes));
        if (answer is null)
        {
            return;
        }

        SipMessage message = new() { Buffer = [.. answer.Arrived], Length = answer.Arrived.Length };
        SipParser.Parse(message);
        _evidence.Add(new()
        {
            Seen = NatSightingReader.Read(message, answer.Source, question.IsStream),
            Changes = ProbeDifference.Told(changes),
            Duplicates = count > 1 ? 2 : 0,
        });
    }

    private List<FindingReport> Findings(IPEndPoint server, BindingReport? binding)
    {
        var values = new NatCureValues { Switch = server.Address.ToString(), SipPort = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        NatBinding lived = binding is null ? default : new(binding.SurvivedSeconds, binding.LostSeconds, 0, 0, IsMeasured: true);
        var found = new List<(NatEvidence Evidence, NatFinding Finding)>();
        foreach (NatEvidence evidence in _evidence.Select(one => one with { Binding = lived }))
        {
            foreach (NatFinding finding in NatDoctor.Examine(evidence))
            {
                int same = found.FindIndex(other => other.Finding.Kind == finding.Kind && other.Finding.Part == finding.Part);
                if (same < 0)
                {
                    found.Add((evidence, finding));
                }
                else if (finding.IsBreaking && !found[same].Finding.IsBreaking)
                {
                    found[same] = (evidence, finding);
                }
            }
        }

        // Altered on one way is altered: that another way is clean shows in the probes.
        bool isAltered = found.Exists(static one => one.Finding.Kind == NatFindingKind.SipAlgRewrites);
        bool isBehind = found.Exists(static one => one.Finding.Kind == NatFindingKind.NatClean);
        return
        [
            .. found.Where(one => !(isAltered && one.Finding.Kind is NatFindingKind.NoNat or NatFindingKind.NatClean) && !(isBehind && one.Finding.Kind == NatFindingKind.NoNat))
                .OrderBy(static one => !one.Finding.IsBreaking)
                .Select(one => new FindingReport(
                    one.Finding.Text, one.Finding.Kind.ToString(), one.Finding.IsBreaking, one.Finding.Problem.ToString(), one.Finding.Confidence, one.Finding.Evidence,
                    NatKnowledge.Own.CuresOf(one.Finding, NatCureValues.Of(one.Evidence, values)))),
        ];
    }

    private ProbeQuestion Question(string method, IPAddress own, int port, string token, string order, bool isStream) => new()
    {
        Method = method,
        Host = options.Host.Contains(':', StringComparison.Ordinal) ? $"[{options.Host}]" : options.Host,
        Own = NetAddress.From(own, port),
        Token = token,
        Order = order,
        IsStream = isStream,
    };

    private IPAddress Written(IPAddress local) => options.Own ?? local;

    private static string Token() => "nc" + RandomNumberGenerator.GetHexString(12, lowercase: true);

    private static IPAddress LocalAddress(IPEndPoint server)
    {
        using var probe = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        probe.Connect(server);
        return ((IPEndPoint?)probe.LocalEndPoint)?.Address ?? IPAddress.Any;
    }
}
