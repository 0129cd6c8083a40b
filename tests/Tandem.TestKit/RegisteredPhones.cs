using Tandem.Calls.Registration;
using Tandem.Wire.Flows;

namespace Tandem.TestKit;

/// <summary>Contacts that the test itself registers.</summary>
public sealed class RegisteredPhones : IPhoneContacts
{
    private readonly Dictionary<string, List<PhoneContact>> _contacts = [];

    public IReadOnlyList<PhoneContact> Find(string phone) => _contacts.TryGetValue(phone, out List<PhoneContact>? contacts) ? contacts : [];

    /// <summary>The phone is at this peer too; <paramref name="route"/> as its Path would say.</summary>
    public void Add(string phone, SipPeer peer, params string[] route)
    {
        if (!_contacts.TryGetValue(phone, out List<PhoneContact>? contacts))
        {
            _contacts[phone] = contacts = [];
        }

        Flow flow = new(TransportKind.Udp, 0, 0, TestWire.Address("127.0.0.1:5060"), peer.Address);
        contacts.Add(new($"sip:{phone}@10.0.0.{contacts.Count + 1}:5060;line={peer.Name}", flow, route, 1.0, DateTimeOffset.MaxValue));
    }
}
