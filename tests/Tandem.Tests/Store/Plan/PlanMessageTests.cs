using AwesomeAssertions;
using CsCheck;
using Tandem.Billing.Rating;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Store.Plan;
using Xunit;

namespace Tandem.Tests.Store.Plan;

public sealed class PlanMessageTests
{
    private static readonly string[] Texts = ["", "UK", "a, \"b\"", "line\nbreak", "Łódź 😀", "${HOME}", " padded ", "'"];

    [Fact]
    public async Task Any_plan_comes_through_whole()
    {
        Gen<RateRow> rows = Gen.Select(Gen.Int[0, 7], Gen.Decimal[0m, 1m], Gen.Int[1, 60], Gen.Bool, Gen.Bool, Gen.Int[0, 20]).Select(
            static (area, price, per, locked, dated, sections) => new RateRow(
                "",
                Texts[area],
                new Rate
                {
                    Price = decimal.Round(price, 8),
                    CycleSeconds = per,
                    ConnectFee = per / 100m,
                    TaxPercent = per,
                    Class = locked ? CallClass.Local : CallClass.International,
                    Locked = locked,
                    Sections = sections == 0 ? [new RateSection(30, 0.1m)] : [],
                },
                dated ? Samples.Start.AddMilliseconds(price == 0m ? 0 : per) : null));
        foreach (RateRow[] deck in rows.Array[0, 30].Array[30].Single())
        {
            PlanDocument plan = With([.. deck.Select(static (row, i) => row with { Prefix = $"44{i}" })]);
            PlanDiff.Between(plan, await ThroughAsync(plan)).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_large_deck_comes_through_in_pieces()
    {
        PlanDocument plan = With(
            [.. Enumerable.Range(0, 20_000).Select(static i => new RateRow($"{i}", "Łódź \"x\"", new Rate { Price = i / 1000m }))]);
        PlanDiff.Between(plan, await ThroughAsync(plan)).Should().BeEmpty();
    }

    [Fact]
    public async Task Secrets_travel_and_are_no_placeholders()
    {
        PlanDocument plan = With([]) with { Phones = [new Phone { Number = "1001", Account = "a", Password = "s3${HOME}cret" }] };
        (await ThroughAsync(plan)).Phones[0].Password.Should().Be("s3${HOME}cret");
    }

    [Fact]
    public async Task A_secret_that_is_given_as_nothing_is_cleared_and_one_that_is_left_out_is_not()
    {
        const string Trunks = "egressTrunks:\n  - { name: a, address: 127.0.0.3, prefixes: [\"\"], password: \"\" }\n  - { name: b, address: 127.0.0.4, prefixes: [\"\"] }\n";
        PlanDocument before = Read(Trunks.Replace("[\"\"] }", "[\"\"], password: kept }").Replace("password: \"\"", "password: cleared")).Document!;

        // As apply does it: read here without what the switch has, sent there.
        (await ThroughAsync(Read(Trunks), before)).EgressTrunks.Select(static trunk => trunk.Password).Should().Equal("", "kept");
    }

    [Fact]
    public async Task A_plan_of_nothing_on_purpose_is_a_plan_of_nothing()
    {
        PlanReading reading = Read("{}");
        reading.Problems.Should().BeEmpty();
        PlanDiff.Between(new PlanDocument(), await ThroughAsync(reading, With([]))).Should().BeEmpty();
    }

    private static PlanReading Read(string text) => PlanText.Read(text, PlanFormat.Yaml, "plan.yaml", null, static _ => null, null);

    private static PlanDocument With(IReadOnlyList<RateRow> rows) => new()
    {
        Accounts = [new Account { Name = "a" }],
        RateTables = [new RateDeck { Name = "retail ${X}", Currency = "EUR", Rows = rows }, new RateDeck { Name = "empty" }],
    };

    private static Task<PlanDocument> ThroughAsync(PlanDocument plan) => ThroughAsync(new PlanReading(plan, []), null);

    private static async Task<PlanDocument> ThroughAsync(PlanReading plan, PlanDocument? before)
    {
        using var message = new MemoryStream();
        await PlanMessage.WriteAsync(plan, message, CancellationToken.None);
        PlanReading reading = PlanText.Read(message.ToArray(), PlanFormat.Json, "", null, static _ => null, before);
        reading.Problems.Should().BeEmpty();
        return reading.Document!;
    }
}
