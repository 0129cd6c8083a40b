using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Routing.Plan;
using Tandem.Store.Archive;
using Tandem.Store.Sqlite;

namespace Tandem.Tests.Store.Archive;

/// <summary>Whose an archive is, and what becomes of a switch whose archive hangs or breaks in ways that nobody has thought of.</summary>
public sealed class ArchiveKeepingTests : IDisposable
{
    private readonly StoreKit _kit = new();
    private readonly TempFolder _folder = new();
    private readonly string _archive;

    public ArchiveKeepingTests() => _archive = _folder.File("archive");

    public void Dispose()
    {
        _kit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_disk_that_hangs_is_told_lets_the_log_go_and_does_not_keep_the_switch_from_stopping()
    {
        using var hung = new ManualResetEventSlim();
        using var answers = new ManualResetEventSlim();
        var keeping = new ArchiveKeeping(_kit.Store, _kit.Journals, _archive, Hang, _kit.Time, NullLogger.Instance, new ArchiveLimits { LongestStop = TimeSpan.FromMilliseconds(1) });
        keeping.Start();
        hung.Wait(TestContext.Current.CancellationToken);
        _kit.Store.LogLimit().Should().Be(0, "the archive has it");
        _kit.Time.Advance(TimeSpan.FromSeconds(29));
        keeping.Failure.Should().BeEmpty();
        _kit.Time.Advance(TimeSpan.FromSeconds(6));
        keeping.Failure.Should().Contain("does not answer");
        keeping.Behind.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
        _kit.Store.LogLimit().Should().Be(Database.LogPages);
        keeping.Dispose();
        hung.IsSet.Should().BeTrue("it hangs still, and has not been waited for");
        answers.IsSet.Should().BeFalse();

        answers.Set();
        keeping.WaitForEnd();
        ArchiveFolder.List(_archive).Should().BeEmpty("its backup was not made");

        // As a disk would: whatever is asked of the archive's thread does not come back.
        SystemParameters Hang()
        {
            if (Thread.CurrentThread.Name == "archive")
            {
                hung.Set();
                answers.Wait();
            }

            return SystemParameters.Default;
        }
    }

    [Fact]
    public void A_fault_that_nobody_has_thought_of_ends_the_generation_and_not_the_switch()
    {
        bool isBroken = true;
        using ArchiveKeeping keeping = Keeping(_kit, () => isBroken ? throw new InvalidOperationException("a fault of its own") : SystemParameters.Default);
        keeping.Step();
        keeping.Failure.Should().Be("a fault of its own");
        isBroken = false;
        _kit.Time.Advance(TimeSpan.FromSeconds(61));
        keeping.Step();
        keeping.WaitForBase();
        keeping.Step();
        keeping.Failure.Should().BeEmpty();
    }

    [Fact]
    public void What_is_restored_elsewhere_does_not_write_into_the_archive_that_it_comes_from_until_that_is_given_over()
    {
        using (ArchiveKeeping first = Keeping(_kit))
        {
            first.Step();
            first.WaitForBase();
            first.Step();
        }

        string[] before = [.. Files()];
        using var other = new StoreKit();
        using ArchiveKeeping second = Keeping(other);
        second.Step();
        second.Failure.Should().Contain($"is that of the data directory {_kit.Path}").And.Contain("archive.json");
        other.Time.Advance(TimeSpan.FromSeconds(61));
        second.Step();
        second.Behind.Should().Be(TimeSpan.FromSeconds(61 - SystemParameters.Default.ArchivePeriod));
        Files().Should().BeEquivalentTo(before);

        File.Delete(Path.Combine(_archive, "archive.json"));
        other.Time.Advance(TimeSpan.FromSeconds(61));
        second.Step();
        second.WaitForBase();
        second.Step();
        second.Failure.Should().BeEmpty();
        ArchiveFolder.List(_archive).Should().HaveCount(2);
        using ArchiveKeeping late = Keeping(_kit);
        late.Step();
        late.Failure.Should().Contain("Another switch writes into the archive");
    }

    [Fact]
    public void A_copy_of_a_data_directory_does_not_write_beside_the_one_it_is_a_copy_of()
    {
        using ArchiveKeeping first = Keeping(_kit);
        first.Step();
        using var copy = new StoreKit();
        File.Copy(Path.Combine(_kit.Path, "archive.id"), Path.Combine(copy.Path, "archive.id"));
        using ArchiveKeeping second = Keeping(copy);
        second.Step();
        second.Failure.Should().Contain("Another switch writes into the archive");
        first.WaitForBase();
        first.Step();
        first.Failure.Should().BeEmpty();
    }

    private ArchiveKeeping Keeping(StoreKit kit, Func<SystemParameters>? parameters = null) =>
        new(kit.Store, kit.Journals, _archive, parameters ?? (static () => SystemParameters.Default), kit.Time, NullLogger.Instance, ArchiveLimits.Default);

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_archive, "*", SearchOption.AllDirectories);
}
