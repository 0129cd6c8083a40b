using System.Globalization;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>A switch, and two real softphones each on a machine of its own: one is the customer's, one the carrier's.</summary>
internal sealed class SoftphonePair : IAsyncDisposable
{
    private const int SipPort = 15_060;
    private const string Called = "442079460301";
    private const string Dialled = "00" + Called;
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-softphones-");
    private string _uri = "";
    private string[] _options = [];
    private int _calls;
    private int _mediaProcess;
    private SwitchProcess? _switch;
    private ISoftphone? _caller;
    private ISoftphone? _callee;

    private SoftphonePair()
    {
    }

    public SwitchProcess Switch => _switch ?? throw new InvalidOperationException("The switch is not up yet.");

    public ISoftphone Caller => _caller ?? throw new InvalidOperationException("The caller is not there yet.");

    public ISoftphone Callee => _callee ?? throw new InvalidOperationException("The callee is not there yet.");

    /// <summary>Phones by their programs' names, the caller's saying 500 Hz and the callee's 800; <paramref name="iceCaller"/>: the caller, baresip, speaks ICE;
    /// <paramref name="srtp"/>: both, baresip, speak SRTP.</summary>
    public static async Task<SoftphonePair> StartAsync(string caller, string callee, string calleesCodec = "pcmu", bool iceCaller = false, bool srtp = false)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        var pair = new SoftphonePair();
        try
        {
            OtherMachine customers = pair.Keep(await OtherMachine.StartAsync(1));
            OtherMachine carriers = pair.Keep(await OtherMachine.StartAsync(2));
            pair._options = ["--media", "0.0.0.0:36000-36400", "--sip", $"udp:{customers.Here}:{SipPort}", "--sip", $"udp:{carriers.Here}:{SipPort}"];
            SwitchProcess tandem = pair._switch = pair.Keep(await SwitchProcess.StartAsync(pair._data.FullName, pair._options));
            await tandem.SetParameterAsync("SS_MEDIAPROXYMODE", "Must On");
            await tandem.ChangeAsync(KeyForms.Customer, "addresses", new JsonArray(customers.There));
            await tandem.ChangeAsync(KeyForms.Carrier, "addresses", new JsonArray($"{carriers.There}:5070"));
            pair._callee = pair.Keep<ISoftphone>(callee == "linphone"
                ? await Linphone.StartAsync(carriers, Called, 5070, 800)
                : await Baresip.StartAsync(carriers, Called, 5070, $"{carriers.Here}:{SipPort}", calleesCodec, 800, srtp: srtp));
            pair._caller = pair.Keep<ISoftphone>(caller == "linphone"
                ? await Linphone.StartAsync(customers, "2001", 5061, 500)
                : await Baresip.StartAsync(customers, "2001", 5061, $"{customers.Here}:{SipPort}", "pcmu", 500, ice: iceCaller, srtp: srtp));
            pair._uri = $"sip:{Dialled}@{customers.Here}:{SipPort}";
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    /// <summary>A call of the caller's, for as long as <paramref name="talk"/> lasts; its record.</summary>
    public async Task<JsonNode> TalkAsync(Func<Task> talk)
    {
        _calls++;
        await Caller.DialsAsync(_uri);
        try
        {
            await Switch.AnsweredCallsAsync(1);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException(await LadderAsync(await RecordAsync()), late);
        }

        await talk();
        await Caller.HangsUpAsync();
        return await RecordAsync();
    }

    /// <summary>kill -9 to the switch's signalling, and a switch in its place that takes the call back.</summary>
    public async Task KillAndReturnAsync()
    {
        _mediaProcess = await Switch.MediaProcessAsync();
        await Switch.KillSignallingAsync();
        _switch = Keep(await SwitchProcess.StartAsync(_data.FullName, Switch.SipPort, _options));
        await Switch.AnsweredCallsAsync(1);
    }

    /// <summary>The messages of a call, as they passed.</summary>
    public async Task<string> LadderAsync(JsonNode record) => (await Switch.GetAsync($"cdrs/{(string)record["id"]!}/ladder")).ToJsonString();

    private async Task<JsonNode> RecordAsync() => (await Switch.RecordsAsync(Dialled, _calls)).MaxBy(static record => long.Parse((string)record["id"]!, CultureInfo.InvariantCulture))!;

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out IAsyncDisposable? part))
        {
            await part.DisposeAsync();
        }

        TakenBackTests.End(_mediaProcess);
        _data.Delete(recursive: true);
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
