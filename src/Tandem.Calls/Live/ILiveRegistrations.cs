namespace Tandem.Calls.Live;

/// <summary>What phones have registered, for the outside. Answers from memory; any thread.</summary>
public interface ILiveRegistrations
{
    /// <summary>Numbers with at least one contact, and all contacts.</summary>
    (int Phones, int Contacts) Count { get; }

    /// <summary>The contacts of one number, best first.</summary>
    IReadOnlyList<LiveRegistration> Of(string phone);

    /// <summary>Contacts by number, without the first <paramref name="from"/>; one more than <paramref name="most"/> when there are more.</summary>
    IReadOnlyList<LiveRegistration> Page(long from, int most);

    /// <summary>Ends a registration. False: there is none of that id.</summary>
    bool Remove(string phone, string id);

    /// <summary>What has happened since <paramref name="seen"/> (−1: nothing yet, from now on), and moves it on.</summary>
    IReadOnlyList<RegistrationChange> ChangesSince(ref long seen);
}
