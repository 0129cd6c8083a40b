using System.Security.Cryptography;
using System.Text;
using Tandem.Routing.Access;
using Tandem.Store.People;

namespace Tandem.Api.Access;

/// <summary>Who a key or a session stands for, as it is at this moment: a right that was taken away is gone with the next request.</summary>
internal sealed class Callers(AdminKey admin, PeopleStore people, SessionStore sessions, IPlaces places, KeysElsewhere elsewhere)
{
    /// <summary>By an <c>Authorization</c> header; null when it opens nothing.</summary>
    public Caller? ByKey(string authorization, string address) => admin.Opens(authorization)
        ? Caller.Administrator(address)
        : AdminKey.Offered(authorization) is { Length: > 0 } offered ? ByKey(SHA256.HashData(Encoding.UTF8.GetBytes(offered)), address) : null;

    /// <summary>By a session's token; null when the session is over.</summary>
    public Caller? BySession(string token, string address) => BySession(SessionCookie.HashOf(token), address);

    /// <summary>The same one a while later; null when he may not come in any more.</summary>
    public Caller? Again(Caller caller) => caller switch
    {
        { SignedIn: { } signedIn } => BySession(signedIn.Hash, caller.Who.Address),
        { ByKey: { } key } => ByKey(key.Hash, caller.Who.Address),
        _ => caller,
    };

    /// <summary>From outside its geofence a key is answered like a wrong one: whoever has stolen it does not learn that it is right.</summary>
    private Caller? ByKey(byte[] hash, string address)
    {
        if (people.FindKey(hash) is not (ApiKey key, Role role))
        {
            return null;
        }

        if (!Origin.IsWithin(key.Geofence, address, places))
        {
            elsewhere.Note(key, address, Origin.PlaceOf(address, places));
            return null;
        }

        return Caller.Of(hash, key, role, address);
    }

    private Caller? BySession(byte[] hash, string address) => sessions.Find(hash) is (Session session, Role role) ? Caller.Of(hash, session, role, address) : null;
}
