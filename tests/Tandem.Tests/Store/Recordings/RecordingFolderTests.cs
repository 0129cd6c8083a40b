using Microsoft.Extensions.Time.Testing;
using Tandem.Store.Recordings;

namespace Tandem.Tests.Store.Recordings;

public sealed class RecordingFolderTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-recordings-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));

    private RecordingFolder Folder => new(_directory, _time);

    [Fact]
    public void The_newest_are_listed_first_page_by_page()
    {
        Put("2026-11-24", 5, 1);
        Put("2026-11-26", 30, 20);
        Put("2026-11-25", 12);

        Numbers(3, long.MaxValue).Should().Equal(30, 20, 12);
        Numbers(3, 12).Should().Equal(5, 1);
    }

    [Fact]
    public void A_recording_is_found_by_its_number_and_goes_with_its_capture()
    {
        Put("2026-11-25", 12);
        File.WriteAllText(Path.Combine(_directory, "2026-11-25", "12.pcap"), "packets");

        Folder.Find(12)!.CapturePath.Should().EndWith("12.pcap");
        Folder.Find(13).Should().BeNull();
        Folder.Delete(12).Should().BeTrue();
        Folder.Delete(12).Should().BeFalse();
        Directory.GetFiles(Path.Combine(_directory, "2026-11-25")).Should().BeEmpty();
    }

    [Fact]
    public void Days_whose_time_is_over_are_deleted_and_nothing_else()
    {
        Put("2026-11-24", 1);
        Put("2026-11-25", 2);
        Put("something-else", 3);

        Folder.DeleteOlderThan(1).Should().Be(1);
        Directory.GetDirectories(_directory).Select(Path.GetFileName).Should().BeEquivalentTo("2026-11-25", "something-else");
    }

    [Fact]
    public void Without_a_directory_there_are_no_recordings() =>
        new RecordingFolder(Path.Combine(_directory, "none"), _time).List(10, long.MaxValue).Should().BeEmpty();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private long[] Numbers(int most, long before) => [.. Folder.List(most, before).Select(static file => file.Id)];

    private void Put(string day, params long[] numbers)
    {
        Directory.CreateDirectory(Path.Combine(_directory, day));
        foreach (long number in numbers)
        {
            File.WriteAllBytes(Path.Combine(_directory, day, $"{number}.wav"), new byte[44]);
        }
    }
}
