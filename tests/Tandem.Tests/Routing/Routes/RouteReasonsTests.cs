using AwesomeAssertions;
using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Tandem.Routing.Routes;

namespace Tandem.Tests.Routing.Routes;

public sealed class RouteReasonsTests
{
    [Fact]
    public void Facts_are_written_as_JSON_without_their_empty_parts()
    {
        using var why = new RouteReasons();
        why.Add(ReasonCode.TrunkMatched, "acme-pbx", "acme");
        why.Add(ReasonCode.ProfitTooLow, "carrier-a", "", 33.330m, 34m);
        why.Add(ReasonCode.RoutesUsedUp);
        Json(why).Should().Be(
            """[{"code":"TrunkMatched","subject":"acme-pbx","value":"acme"},{"code":"ProfitTooLow","subject":"carrier-a","number":"33.330","limit":"34"},{"code":"RoutesUsedUp"}]""");
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Select(Gen.Enum<ReasonCode>(), Gen.String, Gen.String, Gen.Decimal, Gen.Bool).Where(static (code, _, _, _, _) => code != ReasonCode.None).Array[0, 20].Sample(static facts =>
        {
            using var why = new RouteReasons();
            foreach ((ReasonCode code, string subject, string value, decimal number, bool limited) in facts)
            {
                why.Add(code, WellFormed(subject), WellFormed(value), number, limited ? -number : null);
            }

            IReadOnlyList<RouteReason> read = RouteReasons.Read(Encoding.UTF8.GetBytes(Json(why)));
            read.Should().Equal(Enumerable.Range(0, why.Count).Select(i => why[i]));
        });

    [Fact]
    public void A_list_cut_anywhere_or_of_another_version_never_fails()
    {
        using var why = new RouteReasons();
        why.Add(ReasonCode.TrunkMatched, "acme-pbx", "acme", 1m, 2m);
        why.Add(ReasonCode.RoutesUsedUp);
        byte[] whole = Encoding.UTF8.GetBytes(Json(why));
        for (int length = 0; length <= whole.Length; length++)
        {
            RouteReasons.Read(whole.AsSpan(0, length)).Count.Should().BeLessThanOrEqualTo(2);
        }

        RouteReasons.Read("""[{"code":"OfTheFuture","subject":"x"},{"code":"77"},{"subject":"y"},{"code":"RoutesUsedUp","more":[1,{"a":2}],"number":5}]"""u8)
            .Should().Equal(new RouteReason(ReasonCode.RoutesUsedUp, "", "", null, null));
        RouteReasons.Read("null"u8).Should().BeEmpty();
    }

    [Fact]
    public void The_list_is_bounded_and_says_what_it_left_out()
    {
        using var why = new RouteReasons();
        for (int i = 0; i < RouteReasons.Most + 44; i++)
        {
            why.Add(ReasonCode.EgressLocked, "t");
        }

        IReadOnlyList<RouteReason> read = RouteReasons.Read(Encoding.UTF8.GetBytes(Json(why)));
        read.Should().HaveCount(RouteReasons.Most + 1);
        read[^1].Should().Be(new RouteReason(ReasonCode.MoreReasons, "", "", 44m, null));
        why.Clear();
        Json(why).Should().Be("[]");
    }

    [Fact]
    public void Every_fact_has_words()
    {
        foreach (ReasonCode code in Enum.GetValues<ReasonCode>().Where(static code => code != ReasonCode.None))
        {
            string sentence = RouteSentences.Say(new RouteReason(code, "SUBJECT", "VALUE", 7m, 9m));
            sentence.Should().MatchRegex("^[A-Z'0-9].{9,}\\.$", code.ToString());
        }
    }

    [Fact]
    public void Stored_facts_read_as_sentences() =>
        RouteSentences.Read("""[{"code":"RateFound","subject":"retail","value":"44","number":"0.012","limit":"60"},{"code":"AttemptFailed","subject":"carrier-a","number":"503"}]"""u8)
            .Should().Equal("Rate table retail, prefix 44: 0.012 for each 60 s.", "carrier-a answered 503.");

    /// <summary>A sentence says no more than what happened.</summary>
    [Theory]
    [InlineData(ReasonCode.RouteOffered, "44", "Route 7: carrier-a by prefix '44', 9 a second.")]
    [InlineData(ReasonCode.RouteOffered, "", "Route 7: carrier-a, which takes any number, 9 a second.")]
    [InlineData(ReasonCode.MovedOn, "", "After 7 from carrier-a the next route may be tried.")]
    public void A_fact_with_or_without_its_parts_is_a_whole_sentence(ReasonCode code, string value, string sentence) =>
        RouteSentences.Say(new RouteReason(code, "carrier-a", value, 7m, 9m)).Should().Be(sentence);

    [Fact]
    public void A_carrier_that_was_silent_is_not_said_to_have_answered() =>
        RouteSentences.Say(new RouteReason(ReasonCode.MovedOn, "carrier-a", "", null, null)).Should().Be("carrier-a has given no answer: the next route may be tried.");

    [Fact]
    public void Writing_again_allocates_nothing()
    {
        using var why = new RouteReasons();
        var output = new ArrayBufferWriter<byte>(4096);
        why.Add(ReasonCode.RateFound, "retail", "44", 0.012m, 60m);
        why.WriteTo(output);
        output.ResetWrittenCount();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            why.Clear();
            why.Add(ReasonCode.RateFound, "retail", "44", 0.012m, 60m);
            why.WriteTo(output);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static string Json(RouteReasons why)
    {
        var output = new ArrayBufferWriter<byte>();
        why.WriteTo(output);
        using JsonDocument valid = JsonDocument.Parse(output.WrittenMemory);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Lone surrogates can't pass through UTF-8; nothing the switch reads has them.</summary>
    private static string WellFormed(string text) => string.Concat(text.Where(static c => !char.IsSurrogate(c)));
}
