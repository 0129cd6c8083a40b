using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>The three forms of a key, as trunks are told of them.</summary>
internal static class KeyForms
{
    public const string Customer = "ingress-trunks/acme-pbx";
    public const string Carrier = "egress-trunks/carrier-a";

    public static readonly string[] All = ["events", "info", "tones"];

    /// <summary>A trunk's keys come and go in this form.</summary>
    public static async Task SetAsync(SwitchProcess tandem, string trunk, string form)
    {
        await tandem.ChangeAsync(trunk, "dtmfSendMethodSip", form switch { "events" => 10, "info" => 50, _ => 60 });
        await tandem.ChangeAsync(trunk, "rtpNeedDtmfInband", form == "tones");
        await tandem.ChangeAsync(trunk, "rtpIncludeDtmfInband", form == "tones");
    }
}
