using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tandem.Api.Access;
using Tandem.Api.Plans;
using Tandem.Api.Problems;
using Tandem.Billing.Accounts;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Routing.Blacklists;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Store.People;
using Tandem.Store.Plan;

namespace Tandem.Api.Simulations;

/// <summary>What would happen to a call, without one message sent.</summary>
internal static class SimulationsApi
{
    private const int DefaultSeconds = 60;
    private const int MostSeconds = 86_400;

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/simulations", Run).NeedsView(Pages.Routing).WithTags("simulations").WithMetadata(new RequestSizeLimitAttribute(PlanApi.LargestPlan)).ProducesProblem(400)
            .WithSummary("What would happen to this call")
            .WithDescription("Decides an imagined call by the functions that decide real ones, under the plan in force or one given with the request, with what its account may spend now.");

    private static Results<Ok<SimulationView>, ProblemHttpResult> Run(SimulationRequest body, PlanHolder holder, CreditBook credit, IPlaces places, ILiveNumbers lists, TimeProvider time)
    {
        List<ProblemEntry> problems = Check(body);
        SwitchPlan plan = holder.Current;
        if (body.Plan is not null)
        {
            PlanReading reading = PlanText.Read(body.Plan.ToJsonString(), PlanFormat.Json, "", null, PlanApi.NoEnvironment, plan.Document);
            problems.AddRange(Answers.Entries(reading.Problems, withPlace: false).Select(problem => problem with { Path = "plan." + problem.Path }));
            if (problems.Count == 0 && reading.Document is PlanDocument document)
            {
                plan = SwitchPlan.Compile(document, plan.Revision, plan);
            }
        }

        CompiledIngress? named = Named(plan, body);
        if (named is null && (body.IngressTrunk ?? body.Phone) is string name)
        {
            problems.Add(new(body.IngressTrunk is null ? "phone" : "ingressTrunk", $"There is no '{name}' in the plan."));
        }

        return problems.Count > 0
            ? Answers.BadQuery(problems)
            : TypedResults.Ok(SimulationView.Of(plan, Decide(plan, body, named, body.At ?? time.GetUtcNow(), credit, places, lists), body.Seconds ?? DefaultSeconds));
    }

    private static SimulationResult Decide(SwitchPlan plan, SimulationRequest body, CompiledIngress? named, DateTimeOffset at, CreditBook credit, IPlaces places, INumberLists lists)
    {
        decimal? Available(string account) => credit.TryGetAvailable(account, out decimal money) ? money : null;

        var numbers = new ImaginedNumbers(body.CallingNumber ?? "", body.CalledNumber ?? "");
        var trunks = new IdleTrunks(lists);
        var random = new Random(0); // the same what-if answers the same
        return named is null
            ? Simulation.Run(plan, SourceOf(body), numbers, at, trunks, Available, random, places, lists)
            : Simulation.Run(plan, named, numbers, at, trunks, Available, random, lists);
    }

    private static CallSource SourceOf(SimulationRequest body)
    {
        if (!IPAddress.TryParse(body.SourceIp, out IPAddress? address))
        {
            return default;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        return new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes), (ushort)(body.SourcePort ?? 0));
    }

    private static List<ProblemEntry> Check(SimulationRequest body)
    {
        List<ProblemEntry> problems = [];
        if (string.IsNullOrEmpty(body.CalledNumber))
        {
            problems.Add(new("calledNumber", "The number that is called is missing."));
        }

        if (body.IngressTrunk is null && body.Phone is null && !IPAddress.TryParse(body.SourceIp, out _))
        {
            problems.Add(new("sourceIp", "Say who calls: ingressTrunk, phone, or the address in sourceIp."));
        }

        if (body.Seconds is < 0 or > MostSeconds)
        {
            problems.Add(new("seconds", $"0 to {MostSeconds}."));
        }

        if (body.SourcePort is < 0 or > ushort.MaxValue)
        {
            problems.Add(new("sourcePort", "0 to 65535."));
        }

        return problems;
    }

    private static CompiledIngress? Named(SwitchPlan plan, SimulationRequest body) => body switch
    {
        { IngressTrunk: string trunk } => plan.Ingress.FirstOrDefault(ingress => !ingress.IsPhone && ingress.Name == trunk),
        { Phone: string phone } => plan.Ingress.FirstOrDefault(ingress => ingress.IsPhone && ingress.Name == phone),
        _ => null,
    };
}
