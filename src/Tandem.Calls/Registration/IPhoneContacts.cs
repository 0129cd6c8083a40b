namespace Tandem.Calls.Registration;

/// <summary>Asked by a shard while it sets a call up: answers at once, from memory, and never blocks.</summary>
public interface IPhoneContacts
{
    /// <summary>Best first; empty when the phone is not reachable.</summary>
    IReadOnlyList<PhoneContact> Find(string phone);
}
