using Tandem.Server.DataFolders;

namespace Tandem.Tests.Server.DataFolders;

public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("tandem-folder-");

    private string Directory_ => Path.Combine(_parent.FullName, "data");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public void The_first_start_makes_the_directory_and_a_key_for_the_owner_alone()
    {
        using DataFolder folder = DataFolder.Open(Directory_);
        File.GetUnixFileMode(Directory_).Should().Be(OwnerOnly | UnixFileMode.UserExecute);
        string key = Path.Combine(Directory_, "admin.key");
        File.GetUnixFileMode(key).Should().Be(OwnerOnly);
        File.ReadAllText(key).Trim().Should().Be(folder.AdminKey).And.HaveLength(64);
    }

    [Fact]
    public void A_later_start_keeps_the_key()
    {
        string first;
        using (DataFolder folder = DataFolder.Open(Directory_))
        {
            first = folder.AdminKey;
        }

        using DataFolder again = DataFolder.Open(Directory_);
        again.AdminKey.Should().Be(first);
    }

    [Fact]
    public void Each_start_has_a_key_of_its_own_for_what_calls_leave_and_those_before_until_they_are_forgotten()
    {
        string file = Path.Combine(Directory_, KeptKeys.FileName);
        byte[] first;
        using (DataFolder folder = DataFolder.Open(Directory_))
        {
            first = folder.KeptKeys.Own;
            folder.KeptKeys.Before.Should().BeEmpty();
            File.GetUnixFileMode(file).Should().Be(OwnerOnly);
        }

        File.AppendAllText(file, "no key\n");
        using (DataFolder folder = DataFolder.Open(Directory_))
        {
            folder.KeptKeys.Own.Should().NotEqual(first);
            folder.KeptKeys.Before.Should().ContainSingle().Which.Should().Equal(first);
            folder.KeptKeys.ForgetBefore();
            File.ReadAllText(file).Should().NotContain(Convert.ToHexStringLower(first));
        }

        using DataFolder last = DataFolder.Open(Directory_);
        last.KeptKeys.Before.Should().ContainSingle();
        last.KeptKeys.ForgetAll();
        File.Exists(file).Should().BeFalse();
    }

    [Fact]
    public void A_second_switch_is_turned_away()
    {
        using DataFolder folder = DataFolder.Open(Directory_);
        Action second = () => DataFolder.Open(Directory_);
        second.Should().Throw<DataFolderException>().WithMessage("*in use by another switch*");
    }

    [Fact]
    public void A_directory_that_is_a_file_is_one_clear_line()
    {
        File.WriteAllText(Directory_, "");
        Action open = () => DataFolder.Open(Directory_);
        open.Should().Throw<DataFolderException>().Which.Message.Should().NotContain("\n").And.Contain(Directory_);
    }

    [Fact]
    public void The_address_is_noted_while_the_switch_runs()
    {
        string note = Path.Combine(Directory_, "http.address");
        using (DataFolder folder = DataFolder.Open(Directory_))
        {
            folder.Announce("http://127.0.0.1:8080/");
            File.ReadAllText(note).Should().Be("http://127.0.0.1:8080/");
        }

        File.Exists(note).Should().BeFalse();
    }
}
