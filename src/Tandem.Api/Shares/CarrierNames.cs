using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Routing.Routes;

namespace Tandem.Api.Shares;

/// <summary>
/// Hides who the carriers of a call are: the names of their trunks, each is <c>carrier 1</c>, <c>carrier 2</c> and so on, the same one everywhere; the programs that they name; the addresses that they signal from, and those and the names that
/// their messages have (<see cref="CarrierHosts"/>). In messages, where nothing may change its length, stars stand in their place; the way of a message, and so a capture, has an address of documentation (RFC 5737, RFC 3849).
/// </summary>
internal sealed class CarrierNames
{
    private const char Star = '*';

    /// <summary>A shorter name would be found in words that are none.</summary>
    private const int ShortestInText = 4;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inText = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _hosts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _places;

    /// <summary>Knows the carriers of a call, in the order in which they were tried, then those that were not.</summary>
    /// <param name="cdr">The record as it is stored.</param>
    /// <param name="messages">Its messages.</param>
    /// <param name="isNumber">Whether a name is a telephone number, of a phone in a carrier's place: it is hidden as numbers are.</param>
    public CarrierNames(Cdr cdr, IReadOnlyList<LadderMessage> messages, Func<string, bool> isNumber)
    {
        IEnumerable<string> told = cdr.Why.IsEmpty ? [] : RouteReasons.Read(cdr.Why.Span).Where(static reason => ReasonReach.IsOfCarrier(reason.Code)).Select(static reason => reason.Subject);
        foreach (string name in cdr.Tried.Select(static tried => tried.Trunk).Append(cdr.EgressTrunk).Concat(told))
        {
            if (name.Length > 0 && !isNumber(name))
            {
                _names.TryAdd(name, $"carrier {_names.Count + 1}");
            }
        }

        HashSet<string> known = [cdr.SourceIp, .. messages.SelectMany(static message => message.Leg == 0 ? [HostOf(message.Remote), HostOf(message.Local)] : new[] { HostOf(message.Local) })];
        foreach (LadderMessage message in messages.Where(static message => message.Leg > 0 && !message.Sent))
        {
            if (!known.Contains(HostOf(message.Remote)))
            {
                _hosts.Add(HostOf(message.Remote));
            }

            if (ProgramIn(Encoding.Latin1.GetString(message.Message)) is { Length: >= ShortestInText } program)
            {
                _inText.Add(program);
            }
        }

        if (cdr.DestinationIp.Length > 0 && !known.Contains(cdr.DestinationIp))
        {
            _hosts.Add(cdr.DestinationIp);
        }

        _inText.UnionWith(_names.Keys.Where(static name => name.Length >= ShortestInText));
        _places = CarrierHosts.Of(messages, known);
        _places.UnionWith(_hosts);
    }

    /// <summary>What stands in the place of a value that is a carrier's name; any other value without the places where carriers are.</summary>
    public string Of(string value) => _names.TryGetValue(value, out string? carrier) ? carrier : WithoutPlaces(value);

    /// <summary>Hides them in a record.</summary>
    public void Hide(Cdr cdr)
    {
        cdr.EgressTrunk = Of(cdr.EgressTrunk);
        cdr.DestinationIp = _hosts.Contains(cdr.DestinationIp) ? "" : cdr.DestinationIp;
        cdr.CalleeUserAgent = cdr.EgressTrunk.Length > 0 ? "" : cdr.CalleeUserAgent;
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
        foreach (string name in _inText)
        {
            hidden = hidden.Replace(name, new string(Star, name.Length), StringComparison.OrdinalIgnoreCase);
        }

        hidden = WithoutPlaces(hidden);
        string remote = HostOf(message.Remote);
        return message with
        {
            Message = ReferenceEquals(hidden, text) ? message.Message : Encoding.Latin1.GetBytes(hidden),
            Remote = message.Leg > 0 && _hosts.Contains(remote) ? Elsewhere(message.Remote, remote, message.Leg) : message.Remote,
        };
    }

    private string WithoutPlaces(string text) => _places.Aggregate(text, static (hidden, place) => CarrierHosts.Hide(hidden, place, Star));

    /// <summary>An address that nobody has, with the port as it was.</summary>
    private static string Elsewhere(string address, string host, int leg) =>
        (host.Contains(':', StringComparison.Ordinal) ? $"[2001:db8::{leg}]" : $"192.0.2.{Math.Min(leg, byte.MaxValue - 1)}") + address[(address.LastIndexOf(host, StringComparison.Ordinal) + host.Length)..].TrimStart(']');

    private static string HostOf(string address)
    {
        int end = address.StartsWith('[') ? address.IndexOf(']', StringComparison.Ordinal) : address.LastIndexOf(':');
        return end < 0 ? address : address[..end].TrimStart('[');
    }

    /// <summary>What a message calls the program that made it (RFC 3261 §20.35, §20.41); empty when it does not say.</summary>
    private static string ProgramIn(string message)
    {
        foreach (string line in message.Split("\r\n").TakeWhile(static line => line.Length > 0))
        {
            if (line.StartsWith("User-Agent:", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Server:", StringComparison.OrdinalIgnoreCase))
            {
                return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            }
        }

        return "";
    }
}
