using Tandem.Calls.Live;

namespace Tandem.Tests.Api;

/// <summary>Registrations that are what the test says.</summary>
internal sealed class FakeRegistrations : ILiveRegistrations
{
    public List<LiveRegistration> All { get; } = [];

    public List<RegistrationChange> Changes { get; } = [];

    public (int Phones, int Contacts) Count => (All.DistinctBy(static one => one.Phone).Count(), All.Count);

    public static LiveRegistration Of(string phone, string id) => new(
        id, phone, $"sip:{phone}@192.168.1.2", "192.0.2.1:40000", "udp", true, "phone/1", [], 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1));

    public IReadOnlyList<LiveRegistration> Of(string phone) => All.FindAll(one => one.Phone == phone);

    public IReadOnlyList<LiveRegistration> Page(long from, int most) => [.. All.Skip((int)from).Take(most + 1)];

    public bool Remove(string phone, string id) => All.RemoveAll(one => one.Phone == phone && one.Id == id) > 0;

    public IReadOnlyList<RegistrationChange> ChangesSince(ref long seen)
    {
        IReadOnlyList<RegistrationChange> news = [.. Changes.Skip((int)Math.Max(seen, 0))];
        seen = Changes.Count;
        return news;
    }
}
