using System.Text.Json;
using System.Text.Json.Nodes;
using Tandem.Api.Cdrs;
using Tandem.Api.Json;
using Tandem.Billing.Cdrs;

namespace Tandem.Tests.Api.Cdrs;

public sealed class CdrViewTests
{
    /// <summary>Contract §5, all groups that this version has.</summary>
    private static readonly string[] Fields =
    [
        "id", "callId", "callIds", "node", "planRevision", "attempts",
        "callingNumber", "calledNumber", "callingNumberIn", "calledNumberIn", "callingNumberOut", "calledNumberOut", "sourceIp", "sourcePort", "destinationIp",
        "ingressTrunk", "egressTrunk", "phone", "callerUserAgent", "calleeUserAgent",
        "startedAt", "ringingAt", "answeredAt", "endedAt", "pddMs", "talkMs", "holdTime", "clockStepMs",
        "endDirection", "endReason", "endReasonName", "sipStatus", "q850Cause", "tried",
        "account", "rateTable", "ratePrefix", "area", "feeTime", "fee", "tax", "packageTime", "packageFee", "billingMode", "currency",
        "agents", "vendor", "margin", "mediaMode",
    ];

    [Fact]
    public void A_record_has_every_field_of_the_contract_even_when_it_is_empty()
    {
        foreach (Cdr cdr in new[] { new Cdr(), SampleCdrs.Answered() })
        {
            Json(cdr).Select(static pair => pair.Key).Should().Contain(Fields);
        }
    }

    [Fact]
    public void Money_is_a_decimal_string_times_have_milliseconds_and_codes_are_numbers()
    {
        JsonObject json = Json(SampleCdrs.Answered());
        json["fee"]!.GetValue<string>().Should().Be("0.012");
        json["vendor"]!["fee"]!.GetValue<string>().Should().Be("0.009");
        json["margin"]!.GetValue<string>().Should().Be("0.003");
        json["startedAt"]!.GetValue<string>().Should().Be("2026-03-01T12:00:00.000Z");
        json["billingMode"]!.GetValue<int>().Should().Be(1);
        json["endDirection"]!.GetValue<int>().Should().Be(0);
        json["tried"]![0]!["answer"]!.GetValue<int>().Should().Be(503);
        json["id"]!.GetValue<string>().Should().Be("1001");
    }

    [Fact]
    public void What_did_not_happen_is_null()
    {
        JsonObject json = Json(new Cdr());
        json["answeredAt"].Should().BeNull();
        json["pddMs"].Should().BeNull();
    }

    private static JsonObject Json(Cdr cdr) => JsonSerializer.SerializeToNode(CdrView.Of(cdr), ApiJson.Default.CdrView)!.AsObject();
}
