using System.Text.RegularExpressions;
using AwesomeAssertions;
using Tandem.Routing.Plan;
using Tandem.Store.Plan;
using Xunit;

namespace Tandem.Tests.Store.Plan;

/// <summary>What a parameter says goes before it is what the plan's objects have, and the other way round.</summary>
public sealed partial class ParameterOverrideTests
{
    private static readonly Dictionary<string, IReadOnlyList<PlanKey>> Kinds = new()
    {
        ["accounts"] = PlanKeys.Accounts,
        ["ingressTrunks"] = PlanKeys.IngressTrunks,
        ["egressTrunks"] = PlanKeys.EgressTrunks,
        ["phones"] = PlanKeys.Phones,
        ["turnUsers"] = PlanKeys.TurnUsers,
    };

    [Fact]
    public void Each_field_that_goes_before_a_parameter_is_one_of_the_plan()
    {
        ParameterOverride.Overridden.Should().BeSubsetOf(SystemParameters.All.Select(static spec => spec.Name));
        foreach (ParameterSpec spec in SystemParameters.All)
        {
            foreach (ParameterOverride one in spec.Overrides)
            {
                Kinds.Should().ContainKey(one.Kind, spec.Name);
                Kinds[one.Kind].Should().Contain(key => key.Name == one.Field, $"{spec.Name} names {one.Kind}.{one.Field}");
            }
        }
    }

    [Fact]
    public void Each_field_that_falls_back_to_a_parameter_is_named_by_it()
    {
        int found = 0;
        foreach ((string kind, PlanKey key, Match parameter) in from pair in Kinds
                                                                from key in pair.Value
                                                                from Match parameter in FallsBack().Matches(key.Description)
                                                                select (pair.Key, key, parameter))
        {
            found++;
            ParameterOverride.Of(parameter.Groups["name"].Value).Should().Contain(one => one.Kind == kind && one.Field == key.Name, $"{kind}.{key.Name}: {key.Description}");
        }

        found.Should().BeGreaterThan(4);
    }

    [Fact]
    public void Each_choice_of_the_system_is_of_a_field_that_a_parameter_names()
    {
        HashSet<(string, string)> named = [.. SystemParameters.All.SelectMany(static spec => spec.Overrides).Select(static one => (one.Kind, one.Field))];
        foreach ((string kind, IReadOnlyList<PlanKey> keys) in Kinds)
        {
            keys.Where(static key => key.Choices.Contains("system") || key.Description.Contains("the system parameter", StringComparison.Ordinal))
                .Where(key => !named.Contains((kind, key.Name))).Select(key => $"{kind}.{key.Name}").Should().BeEmpty();
        }
    }

    [GeneratedRegex(@"= (?<name>SS_[A-Z0-9_]+)|before those of (?<name>SS_[A-Z0-9_]+)")]
    private static partial Regex FallsBack();
}
