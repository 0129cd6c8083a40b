using System.Globalization;

namespace Tandem.Bench.Soak;

/// <summary>One kind of call of a soak: who plays the caller and the carrier, and what its record says.</summary>
/// <param name="Name">In the report.</param>
/// <param name="Caller">SIPp scenario of the caller.</param>
/// <param name="Carrier">SIPp scenario of the carrier.</param>
/// <param name="Status">What a carrier that refuses says; what the caller is told.</param>
/// <param name="TalkMs">Pause of whoever hangs up.</param>
/// <param name="IsBilled">Whether the call is answered, and charged to customer and carrier.</param>
/// <param name="HasSecondRoute">The first carrier refuses with 503, the next one answers.</param>
/// <param name="Share">Calls in a round, of a hundred.</param>
internal sealed record SoakKind(string Name, string Caller, string Carrier, int Status, int TalkMs, bool IsBilled, bool HasSecondRoute, int Share)
{
    public static readonly SoakKind[] All =
    [
        new("answered", "caller-hangs-up", "carrier-answers", 0, 1500, true, false, 40),
        new("with sound", "caller-speaks", "carrier-answers", 0, 4000, true, false, 10),
        new("held", "caller-holds", "carrier-held", 0, 700, true, false, 5),
        new("callee hangs up", "caller-listens", "carrier-hangs-up", 0, 800, true, false, 10),
        new("second route", "caller-hangs-up", "carrier-answers", 0, 1000, true, true, 10),
        new("cancelled", "caller-cancels", "carrier-rings", 0, 0, false, false, 10),
        new("busy", "caller-fails", "carrier-refuses", 486, 0, false, false, 10),
        new("not found", "caller-fails", "carrier-refuses", 404, 0, false, false, 5),
    ];

    private int Index => Array.IndexOf(All, this);

    /// <summary>Prefix of its numbers, by which its carrier is found.</summary>
    public string Prefix => Text($"44{Index + 1}0");

    public string Number => Prefix + "79460";

    public string Trunk => Text($"carrier-{Index + 1}");

    /// <summary>Each has addresses of its own, so that no two share a media port.</summary>
    public string CallerAddress => Text($"127.0.0.{110 + Index}");

    public string CarrierAddress => Text($"127.0.0.{120 + Index}");

    /// <summary>Of the carrier that refuses before another answers.</summary>
    public string FirstCarrierAddress => Text($"127.0.1.{120 + Index}");

    /// <summary>The plan for all kinds: one customer, a carrier for each.</summary>
    public static string Plan(string customerBalance)
    {
        string plan = Text($"""
            parameters:
              SS_MEDIAPROXYMODE: On
            accounts:
              - {'{'} name: acme, kind: customer, balance: "{customerBalance}", rateTable: retail {'}'}
              - {'{'} name: carriers, kind: vendor, creditLimit: "100000000", rateTable: cost {'}'}
            rateTables:
              - {'{'} name: retail, currency: USD, rates: [{'{'} prefix: "44", price: "0.012", per: 6 {'}'}] {'}'}
              - {'{'} name: cost, currency: USD, rates: [{'{'} prefix: "44", price: "0.008", per: 6 {'}'}] {'}'}
            ingressTrunks:
              - {'{'} name: soak, account: acme, addresses: [{string.Join(", ", All.Select(static kind => kind.CallerAddress))}] {'}'}
            egressTrunks:

            """);
        foreach (SoakKind kind in All)
        {
            plan += kind.HasSecondRoute ? Text($"  - {'{'} name: {kind.Trunk}-first, account: carriers, address: \"{kind.FirstCarrierAddress}:5070\", prefixes: [\"{kind.Prefix}\"], priority: 1 {'}'}\n") : "";
            plan += Text($"  - {'{'} name: {kind.Trunk}, account: carriers, address: \"{kind.CarrierAddress}:5070\", prefixes: [\"{kind.Prefix}\"], priority: 2 {'}'}\n");
        }

        return plan;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
