using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Tandem.Tests.Architecture;

/// <summary>The arrows of design §3: who may see whom. A row more is an ADR.</summary>
public sealed class ArrowsTests
{
    private static readonly Dictionary<string, string> Sees = new()
    {
        ["Wire"] = "",
        ["Billing"] = "",
        ["Sip"] = "Wire",
        ["Media"] = "Wire",
        ["Routing"] = "Billing",
        ["Calls"] = "Wire Sip Media Routing Billing",
        ["Store"] = "Routing Billing",
        ["Api"] = "Store Routing Billing Calls",
        ["Server"] = "Wire Sip Media Routing Billing Calls Store Api",
    };

    // Takes half a minute of processor time, and the rows of a theory are asked for in every run, whatever is run.
    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Tandem = new(static () => new ArchLoader()
        .LoadAssemblies([.. Sees.Keys.Select(project => System.Reflection.Assembly.Load($"Tandem.{project}"))])
        .Build());

    public static IEnumerable<TheoryDataRow<string>> Projects => Sees.Keys.Select(static project => new TheoryDataRow<string>(project));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_sees_only_what_its_arrows_allow(string project)
    {
        HashSet<string> allowed = [project, .. Sees[project].Split(' ')];
        IEnumerable<string> bent = Uses(project)
            .Where(use => !allowed.Contains(ProjectOf(use.Target)))
            .Select(use => $"{use.Origin} → {use.Target}");
        bent.Distinct().Should().BeEmpty();
    }

    [Fact]
    public void Api_sees_of_Calls_the_Live_namespace_only() =>
        Uses("Api")
            .Where(use => ProjectOf(use.Target) == "Calls" && !use.Target.StartsWith("Tandem.Calls.Live.", StringComparison.Ordinal))
            .Select(use => $"{use.Origin} → {use.Target}")
            .Distinct().Should().BeEmpty();

    [Fact]
    public void Only_Wire_has_unsafe_code()
    {
        foreach (string project in Sees.Keys)
        {
            bool isUnsafe = System.Reflection.Assembly.Load($"Tandem.{project}").Modules
                .Any(static module => module.GetCustomAttributes(false).Any(static attribute => attribute is System.Security.UnverifiableCodeAttribute));
            (isUnsafe && project != "Wire").Should().BeFalse($"Tandem.{project} has unsafe code");
        }
    }

    [Fact]
    public void The_table_is_looked_at_with_every_project_loaded()
    {
        // A loader that finds nothing would find nothing wrong.
        foreach (string project in Sees.Keys)
        {
            Tandem.Value.Types.Should().Contain(type => ProjectOf(type.FullName) == project, $"Tandem.{project} has types");
        }

        Uses("Server").Should().Contain(use => ProjectOf(use.Target) == "Api");
    }

    private static IEnumerable<(string Origin, string Target)> Uses(string project) =>
        from type in Tandem.Value.Types
        where ProjectOf(type.FullName) == project
        from dependency in type.Dependencies
        where ProjectOf(dependency.Target.FullName).Length > 0
        select (type.FullName, dependency.Target.FullName);

    private static string ProjectOf(string fullName)
    {
        string[] parts = fullName.Split('.');
        return parts.Length > 2 && parts[0] == "Tandem" && Sees.ContainsKey(parts[1]) ? parts[1] : "";
    }
}
