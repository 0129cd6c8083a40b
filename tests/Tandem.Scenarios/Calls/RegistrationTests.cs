using System.Globalization;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Calls;

/// <summary>A phone behind a NAT, the real server, its database.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class RegistrationTests : IDisposable
{
    private const string Phone = "127.0.0.21";
    private const string Password = "a-password-of-a-scenario";
    private const string Registrations = "phones/1001/registrations";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-registrations-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_phone_is_registered_until_it_says_otherwise_over_restarts_too()
    {
        JsonNode registered;
        int port;
        await using (SwitchProcess first = await SwitchProcess.StartAsync(_data.FullName))
        {
            port = first.SipPort;
            await RegistersAsync(port, "guess", 3600, status: 401);
            SwitchProcess.Items(await first.GetAsync(Registrations)).Should().BeEmpty();

            await RegistersAsync(port, Password, 3600);
            registered = SwitchProcess.Items(await first.GetAsync(Registrations)).Should().ContainSingle().Subject;
            ((string?)registered["contact"]).Should().Be("sip:1001@192.168.1.20:5060");
            ((string?)registered["source"]).Should().StartWith(Phone + ":");
            ((bool?)registered["behindNat"]).Should().BeTrue();
            ((string?)registered["userAgent"]).Should().Be("scenario phone");
            (Time(registered["expires"]) - Time(registered["since"])).Should().BeCloseTo(TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(1));
            (await first.MetricAsync("tandem_phones_registered")).Should().Be(1);
            await first.StopAsync();
        }

        await using (SwitchProcess second = await SwitchProcess.StartAsync(_data.FullName, port, []))
        {
            JsonNode back = SwitchProcess.Items(await second.GetAsync(Registrations)).Should().ContainSingle().Subject;
            ((string?)back["id"]).Should().Be((string?)registered["id"]);
            ((string?)back["source"]).Should().Be((string?)registered["source"]);
            Time(back["expires"]).Should().BeCloseTo(Time(registered["expires"]), TimeSpan.FromSeconds(1));
            Time(back["since"]).Should().Be(Time(registered["since"]));

            await RegistersAsync(port, Password, 0);
            SwitchProcess.Items(await second.GetAsync(Registrations)).Should().BeEmpty();
            await second.StopAsync();
        }

        await using (SwitchProcess third = await SwitchProcess.StartAsync(_data.FullName, port, []))
        {
            SwitchProcess.Items(await third.GetAsync(Registrations)).Should().BeEmpty();
        }
    }

    private static async Task RegistersAsync(int port, string password, int seconds, int status = 200)
    {
        using var phone = new UdpPhone(Phone, port, "1001", password);
        (await phone.RegistersAsync(seconds)).Should().Be(status);
    }

    private static DateTimeOffset Time(JsonNode? text) => DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture);
}
