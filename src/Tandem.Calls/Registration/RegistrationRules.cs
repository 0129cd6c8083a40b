using Tandem.Routing.Plan;

namespace Tandem.Calls.Registration;

/// <summary>How long and how many contacts are kept. Seconds.</summary>
internal readonly record struct RegistrationRules(int Longest, int LongestBehindNat, int Shortest, bool Replaces, int Most)
{
    /// <summary>RFC 3261 §10.3 step 7: a registration of an hour or more is never too brief.</summary>
    private const int NeverTooBrief = 3600;

    public static RegistrationRules Of(SystemParameters parameters) => new(
        parameters.EndpointExpire,
        parameters.EndpointExpireNat,
        parameters.EndpointExpireMin,
        parameters.EndpointRegisterReplace,
        parameters.EndpointRegisterLimit);

    /// <summary>The seconds that are granted; −1: too brief. <paramref name="asked"/> is −1 when the phone leaves it to us, and 0 removes.</summary>
    public int Grant(int asked, bool isBehindNat)
    {
        int most = isBehindNat ? Math.Min(Longest, LongestBehindNat) : Longest;
        return asked < 0 ? most
            : asked == 0 ? 0
            : asked < Math.Min(Shortest, most) && asked < NeverTooBrief ? -1
            : Math.Min(asked, most);
    }
}
