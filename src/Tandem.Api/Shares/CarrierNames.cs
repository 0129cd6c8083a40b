using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Routing.Routes;

namespace Tandem.Api.Shares;

/// <summary>
/// Hides the names of the carriers' trunks of a call: each is <c>carrier 1</c>, <c>carrier 2</c> and so on, the same one everywhere. In messages, where nothing may change its length, stars stand in their place.
/// </summary>
internal sealed class CarrierNames
{
    private const char Star = '*';

    /// <summary>A shorter name would be found in words that are none.</summary>
    private const int ShortestInText = 4;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Knows the carriers of a call, in the order in which they were tried, then those that were not.</summary>
    /// <param name="cdr">The record as it is stored.</param>
    /// <param name="isNumber">Whether a name is a telephone number, of a phone in a carrier's place: it is hidden as numbers are.</param>
    public CarrierNames(Cdr cdr, Func<string, bool> isNumber)
    {
        IEnumerable<string> told = cdr.Why.IsEmpty ? [] : RouteReasons.Read(cdr.Why.Span).Where(static reason => ReasonReach.IsOfCarrier(reason.Code)).Select(static reason => reason.Subject);
        foreach (string name in cdr.Tried.Select(static tried => tried.Trunk).Append(cdr.EgressTrunk).Concat(told))
        {
            if (name.Length > 0 && !isNumber(name))
            {
                _names.TryAdd(name, $"carrier {_names.Count + 1}");
            }
        }
    }

    /// <summary>What stands in the place of a value that is a carrier's name; any other value as it is.</summary>
    public string Of(string value) => _names.GetValueOrDefault(value, value);

    /// <summary>Hides them in a record.</summary>
    public void Hide(Cdr cdr)
    {
        cdr.EgressTrunk = Of(cdr.EgressTrunk);
        for (int i = 0; i < cdr.Tried.Count; i++)
        {
            cdr.Tried[i] = cdr.Tried[i] with { Trunk = Of(cdr.Tried[i].Trunk) };
        }
    }

    /// <summary>A message without them, as long as it was.</summary>
    public LadderMessage Message(LadderMessage message)
    {
        string text = Encoding.Latin1.GetString(message.Message);
        string hidden = text;
        foreach (string name in _names.Keys)
        {
            if (name.Length >= ShortestInText)
            {
                hidden = hidden.Replace(name, new string(Star, name.Length), StringComparison.OrdinalIgnoreCase);
            }
        }

        return ReferenceEquals(hidden, text) ? message : message with { Message = Encoding.Latin1.GetBytes(hidden) };
    }
}
