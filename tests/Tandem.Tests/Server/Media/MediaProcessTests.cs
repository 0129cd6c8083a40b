using System.Diagnostics;
using System.IO.Pipes;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Media.Relay;
using Tandem.Server.Media;
using Tandem.Server.Wiring;
using Tandem.Wire.Tcp;

namespace Tandem.Tests.Server.Media;

/// <summary>The real program in a process of its own.</summary>
public sealed class MediaProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("tandem-media-").FullName;

    private string SocketPath => Path.Combine(_folder, "media");

    [Fact]
    public async Task It_is_started_started_again_when_it_dies_and_taken_over_by_the_next_run()
    {
        MediaProcess first = New("127.0.0.1:49100-49199");
        await first.StartAsync();
        int one = first.ProcessId;
        RelayProbe.Ask(SocketPath, Patience)!.Value.AllPairs.Should().Be(50);
        first.IsTakenOver.Should().BeFalse();

        using (var process = Process.GetProcessById(one))
        {
            process.Kill();
        }

        SpinWait.SpinUntil(() => first.Restarts == 1 && RelayProbe.Ask(SocketPath, TimeSpan.FromSeconds(1)) is not null, Patience).Should().BeTrue();
        first.ProcessId.Should().NotBe(one);
        int two = first.ProcessId;

        // The switch dies and leaves it; the next one finds it.
        first.LeavesRunning = true;
        await first.DisposeAsync();
        MediaProcess second = New("127.0.0.1:49100-49199");
        await second.StartAsync();
        second.IsTakenOver.Should().BeTrue();
        second.ProcessId.Should().Be(two);
        await second.DisposeAsync();
        RelayProbe.Ask(SocketPath, TimeSpan.FromSeconds(1)).Should().BeNull();
    }

    [Fact]
    public async Task It_gets_no_descriptor_of_whoever_started_the_switch()
    {
        // As a shell leaves a lock or a pipe to what it starts: open in this process, and meant to be passed on.
        using var inherited = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        string pipe = File.ResolveLinkTarget($"/proc/self/fd/{inherited.GetClientHandleAsString()}", returnFinalTarget: false)!.Name;
        await using MediaProcess watched = New("127.0.0.1:49300-49399");
        await watched.StartAsync();

        Directory.GetFiles($"/proc/{watched.ProcessId}/fd").Select(static file => new FileInfo(file).LinkTarget).Should().NotContain(target => target != null && target.EndsWith(pipe, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_is_not_there_for_a_moment_is_started_when_it_is_back()
    {
        string program = Path.Combine(_folder, "program");
        PutProgram(program);
        await using MediaProcess watched = New("127.0.0.1:49200-49299", [program]);
        await watched.StartAsync();
        File.Delete(program);
        using (var process = Process.GetProcessById(watched.ProcessId))
        {
            process.Kill();
        }

        SpinWait.SpinUntil(() => watched.Restarts == 2, Patience).Should().BeTrue("the first start has failed then");
        PutProgram(program);

        SpinWait.SpinUntil(() => RelayProbe.Ask(SocketPath, TimeSpan.FromSeconds(1)) is not null, Patience).Should().BeTrue();
        watched.Restarts.Should().BeInRange(2, 5);
    }

    [Fact]
    public async Task One_that_can_not_start_is_said_to_be_so()
    {
        MediaProcess bad = New("nonsense");
        Func<Task> starting = bad.StartAsync;
        await starting.Should().ThrowAsync<IOException>();
        await bad.DisposeAsync();
    }

    [Fact]
    public void The_limit_of_descriptors_is_read()
    {
        DescriptorLimit.Read(["Limit  Soft  Hard", "Max open files            20000                30000                files"]).Should().Be(20_000);
        DescriptorLimit.Read(["Max open files            unlimited            unlimited            files"]).Should().BeNull();
        DescriptorLimit.Read([]).Should().BeNull();
        DescriptorLimit.Read().Should().BePositive();
    }

    /// <param name="limit">Of descriptors; null without.</param>
    /// <param name="streams">Of SIP, at most.</param>
    /// <param name="strangers">Of them, from addresses that no trunk has.</param>
    /// <param name="highest">Descriptor of a stream.</param>
    [Theory]
    [InlineData(null, 20_000, 16_000, int.MaxValue)]
    [InlineData(1_048_576, 20_000, 16_000, 1_048_476)]
    [InlineData(20_000, 19_600, 15_680, 19_900)]
    [InlineData(1024, 624, 499, 924)]
    [InlineData(400, 100, 80, 300)]
    public void Streams_leave_descriptors_for_the_process_and_strangers_leave_streams_for_the_plan(int? limit, int streams, int strangers, int highest)
    {
        StreamLimits limits = DescriptorLimit.OfStreams(limit);
        (limits.MostStreams, limits.MostForStrangers, limits.HighestDescriptor).Should().Be((streams, strangers, highest));
    }

    /// <param name="pairs">Pairs of ports.</param>
    /// <param name="limit">Of descriptors; null without.</param>
    /// <param name="said">It is said at the start.</param>
    /// <param name="calls">Calls that the limit is enough for.</param>
    /// <param name="needed">The remedy.</param>
    [Theory]
    [InlineData(20_000, 20_000, false, 4950, 40_200)] // the default range on a default machine
    [InlineData(20_000, 16_200, false, 4000, 40_200)]
    [InlineData(20_000, 16_199, true, 3999, 40_200)]
    [InlineData(20_000, 1024, true, 206, 40_200)]
    [InlineData(200, 1024, false, 206, 600)]
    [InlineData(500, 1024, true, 206, 1200)]
    [InlineData(500, 100, true, 0, 1200)]
    [InlineData(20_000, null, false, 536_870_861, 40_200)]
    public void A_limit_of_descriptors_is_said_when_calls_would_feel_it(int pairs, int? limit, bool said, int calls, int needed) =>
        (DescriptorLimit.IsTooLow(pairs, limit, out int enough, out int all), enough, all).Should().Be((said, calls, needed));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void PutProgram(string path)
    {
        File.WriteAllText(path, $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "Tandem.Server.dll")}' \"$@\"\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private MediaProcess New(string range, string[]? program = null) => new(
        new()
        {
            SocketPath = SocketPath,
            Ranges = [range],
            Program = program ?? ["dotnet", Path.Combine(AppContext.BaseDirectory, "Tandem.Server.dll")],
            Patience = Patience,
            AskEvery = TimeSpan.FromMilliseconds(200),
        },
        TimeProvider.System,
        NullLogger.Instance);
}
