using Tandem.Api.OpenId;
using Tandem.Server.Options;
using Tandem.Tests.Store;

namespace Tandem.Tests.Server.Options;

public sealed class OpenIdOptionsReaderTests
{
    [Fact]
    public void Without_a_provider_there_is_none_and_its_other_options_are_a_mistake()
    {
        using var folder = new TempFolder();
        Read(folder, out List<string> none).Should().BeNull();
        none.Should().BeEmpty();
        Read(folder, out List<string> lonely, ("openid-client", "tandem")).Should().BeNull();
        lonely.Should().ContainSingle().Which.Should().StartWith("--openid-client");
    }

    [Fact]
    public void What_is_said_is_taken_and_the_rest_has_its_default()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("openid.secret"), "of a client\n");
        OpenIdSettings? settings = Read(
            folder, out List<string> problems,
            ("openid-authority", "https://id.example.net/realm"), ("openid-client", "tandem"), ("openid-role-claim", "groups"), ("openid-scopes", "profile, email"), ("openid-origin", "https://console.example.net"));
        problems.Should().BeEmpty();
        settings.Should().NotBeNull();
        settings!.Authority.Should().Be(new Uri("https://id.example.net/realm"));
        settings.Secret.Should().Be("of a client");
        settings.NameClaim.Should().Be("preferred_username");
        settings.RoleClaim.Should().Be("groups");
        settings.DefaultRole.Should().BeNull();
        settings.Scopes.Should().Equal("profile", "email");
        settings.Origin.Should().Be(new Uri("https://console.example.net"));
    }

    [Theory]
    [InlineData("openid-authority", "http://id.example.net")]
    [InlineData("openid-authority", "id.example.net")]
    [InlineData("openid-origin", "ftp://console")]
    [InlineData("openid-default-role", "Customer")]
    [InlineData("openid-secret-file", "/nowhere/secret")]
    public void What_can_t_be_is_named(string option, string value)
    {
        using var folder = new TempFolder();
        List<(string, string)> options = [("openid-authority", "http://127.0.0.1:9000"), ("openid-client", "tandem")];
        options.RemoveAll(one => one.Item1 == option);
        Read(folder, out List<string> problems, [.. options, (option, value)]).Should().BeNull();
        problems.Should().ContainSingle().Which.Should().StartWith($"--{option} {value}:");
    }

    private static OpenIdSettings? Read(TempFolder folder, out List<string> problems, params (string Name, string Value)[] options)
    {
        problems = [];
        return new OpenIdOptionsReader(name => options.FirstOrDefault(one => one.Name == name).Value, folder.Path, problems).Read();
    }
}
