using Tandem.Server.Alarms;
using Tandem.Tests.Store;

namespace Tandem.Tests.Server.Alarms;

public sealed class MachineSignsTests
{
    [Fact]
    public void Processors_are_busy_when_they_neither_idle_nor_wait() =>
        MachineSigns.ParseProcessors("cpu  100 5 20 800 75 3 2 1 50 0").Should().Be((131L, 1006L), "guests' time is in user already");

    [Theory]
    [InlineData("")]
    [InlineData("cpu0 1 2 3 4 5 6")]
    [InlineData("cpu 1 2 3")]
    [InlineData("cpu x y z 1 2 3")]
    public void What_is_not_understood_is_not_known(string line) => MachineSigns.ParseProcessors(line).Should().BeNull();

    [Fact]
    public void Memory_that_can_be_given_to_others_is_not_in_use()
    {
        MachineSigns.ParseMemory(["MemTotal:  2000 kB", "MemFree: 10 kB", "MemAvailable:  500 kB"]).Should().Be((75m, "0.0 GB of 0.0 GB can still be given to programs"));
        MachineSigns.ParseMemory(["MemTotal: 24000000 kB", "MemAvailable:  1300000 kB"])!.Value.Free.Should().Be("1.2 GB of 22.9 GB can still be given to programs");
        MachineSigns.ParseMemory(["MemTotal:  2000 kB"]).Should().BeNull();
    }

    [Fact]
    public void Networks_are_added_up_without_loopback() =>
        MachineSigns.ParseNetworks(["Inter-|", " face |bytes", "    lo: 9 9 0 0 0 0 0 0 9 9 0 0 0 0 0 0", "  eth0:100 2 0 0 0 0 0 0 50 1 0 0 0 0 0 0", "wlan0: 10 1 0 0 0 0 0 0 5 3 0 0 0 0 0 0"])
            .Should().Be(new NetworkCounts(3, 110, 4, 55));

    [Fact]
    public void A_machine_without_these_files_has_nothing_to_tell()
    {
        using var folder = new TempFolder();
        var machine = new MachineSigns(folder.Path);
        (machine.Processors(), machine.Memory(), machine.Networks()).Should().Be((null, null, null));
        MachineSigns.Disk(folder.Path)!.Value.Used.Should().BeInRange(0, 100);
    }
}
