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
        "startedAt", "ringingAt", "answeredAt", "endedAt", "provenUntil", "pddMs", "talkMs", "holdTime", "clockStepMs",
        "endDirection", "endReason", "endReasonName", "sipStatus", "q850Cause", "tried",
        "account", "rateTable", "ratePrefix", "area", "feeTime", "fee", "tax", "packageTime", "packageFee", "billingMode", "currency",
        "agents", "vendor", "margin", "mediaMode", "mediaNode", "callerCodec", "calleeCodec", "callerMedia", "calleeMedia",
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
    public void The_medias_counts_stand_per_leg_and_direction_and_what_nobody_knows_is_null()
    {
        Cdr cdr = SampleCdrs.Answered();
        cdr.CallerCodec = "PCMA";
        cdr.CallerMediaIn = new(150, 24_000, 2, 1250, 431, new DateTimeOffset(2026, 3, 1, 12, 0, 3, TimeSpan.Zero))
        {
            Reordered = 4,
            Duplicates = 1,
            RoundTripMicroseconds = 42_500,
            FirstPacketAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            CodecChanges = 1,
        };
        cdr.CallerMediaOut = new(148, 23_680, -1, -1, -1, null);
        JsonObject json = Json(cdr);

        json["callerMedia"]!["codec"]!.GetValue<string>().Should().Be("PCMA");
        json["callerMedia"]!["in"]!.ToJsonString().Should()
            .Be("""{"packets":150,"octets":24000,"lost":2,"reordered":4,"duplicates":1,"jitterMs":1.25,"rttMs":42.5,"mos":4.31,"lastPacketAt":"2026-03-01T12:00:03.000Z","firstPacketAt":"2026-03-01T12:00:00.000Z","codecChanges":1}""");
        json["callerMedia"]!["out"]!["lost"].Should().BeNull();
        json["calleeMedia"]!["in"].Should().BeNull();
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
