using Tandem.Routing.Plan;

namespace Tandem.Server.Demo;

/// <summary>To which data directory the plan of a demonstration may be applied, and what of it when it has been there before.</summary>
internal static class DemoPlan
{
    /// <summary>In the data directory of a demonstration.</summary>
    private const string Marker = "demo.marker";

    /// <summary>
    /// The plan to go on with: the sample's in a new directory; in a demonstration's own the one that is there, whatever was made of it, with the places of the carriers and the phone's password of this start. Null
    /// where another plan would be replaced.
    /// </summary>
    public static PlanDocument? For(string directory, PlanDocument present, PlanDocument sample)
    {
        string marker = Path.Combine(directory, Marker);
        bool isOurs = File.Exists(marker);
        if (!isOurs && present.Accounts.Any(account => sample.Accounts.All(known => known.Name != account.Name)))
        {
            return null;
        }

        if (!isOurs)
        {
            File.WriteAllText(marker, "./tandem up --demo made the plan of this directory, and may go on with it.\n");
        }

        return present.Accounts.Count == 0 ? sample : present with
        {
            EgressTrunks = [.. present.EgressTrunks.Select(trunk => sample.EgressTrunks.FirstOrDefault(one => one.Name == trunk.Name) is { } ours ? trunk with { Addresses = ours.Addresses } : trunk)],
            Phones = [.. present.Phones.Select(phone => sample.Phones.FirstOrDefault(one => one.Number == phone.Number) is { } ours ? phone with { Password = ours.Password } : phone)],
        };
    }
}
