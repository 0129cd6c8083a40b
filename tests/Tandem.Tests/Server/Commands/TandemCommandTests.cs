using Tandem.Server.Commands;

namespace Tandem.Tests.Server.Commands;

public sealed class TandemCommandTests
{
    [Theory]
    [InlineData("up", "--colour")]
    [InlineData("frobnicate")]
    [InlineData("apply")]
    [InlineData("call", "--from", "1")]
    [InlineData("cdrs", "--format", "xml")]
    public async Task A_mistake_on_the_command_line_is_said_without_the_whole_help(params string[] args)
    {
        (int code, string output, string error) = await RunAsync(args);
        code.Should().NotBe(0);
        (output + error).Should().NotBeEmpty().And.NotContain("Usage:");
    }

    [Theory]
    [InlineData("cdrs")]
    [InlineData("verify")]
    [InlineData("call", "--from", "1", "--to", "2", "--via", "x")]
    public async Task A_command_without_a_running_switch_says_how_to_start_one(params string[] args)
    {
        string directory = Path.Combine(Path.GetTempPath(), "tandem-there-is-none");
        (int code, _, string error) = await RunAsync([.. args, "--data", directory]);
        code.Should().Be(1);
        error.Trim().Should().Contain(directory).And.Contain("./tandem up").And.NotContain("\n");
    }

    [Fact]
    public async Task Up_names_every_bad_option()
    {
        (int code, string output, string error) = await RunAsync("up", "--sip", "udp:nowhere", "--shards", "none", "--data", Path.GetTempPath());
        code.Should().Be(1);
        output.Should().BeEmpty();
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(2).And.OnlyContain(line => line.StartsWith("tandem: --", StringComparison.Ordinal));
    }

    [Fact]
    public void Help_lists_the_contracts_commands() =>
        TandemCommand.Build().Subcommands.Where(static command => !command.Hidden).Select(static command => command.Name).Should().BeEquivalentTo("up", "apply", "call", "cdrs", "verify", "backup", "restore", "reseal", "evidence", "nat-check");

    [Fact]
    public async Task Help_says_what_each_filter_of_records_takes()
    {
        (_, string output, _) = await RunAsync("cdrs", "--help");
        output.Should().Contain("--end-reason <CODE>").And.Contain("docs/end-reasons.md").And.Contain("--from <TIME>").And.NotContain("Filter:");
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await TandemCommand.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
