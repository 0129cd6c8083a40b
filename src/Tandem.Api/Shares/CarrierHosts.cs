using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Tandem.Calls.Live;

namespace Tandem.Api.Shares;

/// <summary>
/// Where the carriers of a call are, as its messages say it: hosts that they write into their messages and that we call them by, by address or by name, and addresses at which they want the sound (RFC 8866 §5.7,
/// RFC 3605, RFC 8839 §5.1). The caller's and our own are none of them.
/// </summary>
internal static partial class CarrierHosts
{
    /// <summary>A shorter name would be found in words that are none.</summary>
    private const int Shortest = 4;

    private const int LongestSearchMs = 1000; // none goes back far; a bound all the same, for what strangers have written

    /// <summary>Reads them out of the messages of a call.</summary>
    /// <param name="messages">As they came and went; leg 0 is the caller's.</param>
    /// <param name="known">Addresses of the caller and of our own.</param>
    public static HashSet<string> Of(IReadOnlyList<LadderMessage> messages, IReadOnlySet<string> known)
    {
        HashSet<string> found = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> maybe = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> others = new(known, StringComparer.OrdinalIgnoreCase);
        HashSet<string> ours = new(StringComparer.OrdinalIgnoreCase);
        foreach (LadderMessage message in messages)
        {
            string text = Encoding.Latin1.GetString(message.Message);
            if (message.Leg == 0)
            {
                // What a caller writes he knows; what we write to him may tell of a carrier.
                if (!message.Sent)
                {
                    Add(others, Hosts(), text);
                    Add(others, MediaHosts(), text);
                }
            }
            else if (!message.Sent)
            {
                Add(found, ReachedHosts(), text);
                Add(found, MediaHosts(), text);
                Add(maybe, Hosts(), text);
                if (IsRequest(text))
                {
                    Add(maybe, OwnHosts(), text);
                }
            }
            else if (IsRequest(text))
            {
                // The carrier's are the ones it is called by, ours the ones that we are called by. In an answer of ours these are the other way round.
                Add(found, CalledHosts(), text);
                Add(ours, OwnHosts(), text);
            }
        }

        maybe.ExceptWith(ours);
        found.UnionWith(maybe);
        found.ExceptWith(others);
        found.RemoveWhere(static host => !IsSomewhere(host));
        return found;
    }

    /// <summary>A text without a host, a star for each of its letters; where it is part of another address or word it stays.</summary>
    public static string Hide(string text, string host, char star)
    {
        StringBuilder? hidden = null;
        for (int at = text.IndexOf(host, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(host, at + host.Length, StringComparison.OrdinalIgnoreCase))
        {
            if (IsWhole(text, at, host))
            {
                hidden ??= new(text);
                for (int i = at; i < at + host.Length; i++)
                {
                    hidden[i] = star;
                }
            }
        }

        return hidden?.ToString() ?? text;
    }

    /// <summary>10.0.0.1 is not in 10.0.0.12 or 110.0.0.1; a name is in that of a host below it.</summary>
    private static bool IsWhole(string text, int at, string host)
    {
        bool isName = !IPAddress.TryParse(host, out _);
        char before = at > 0 ? text[at - 1] : ' ';
        int end = at + host.Length;
        char after = end < text.Length ? text[end] : ' ';
        bool goesOn = after == '.' && end + 1 < text.Length && char.IsAsciiLetterOrDigit(text[end + 1]);
        bool isV6 = host.Contains(':', StringComparison.Ordinal);
        return !(IsOfWord(before) || (before == '.' && !isName) || (before == ':' && isV6)) && !(IsOfWord(after) || goesOn || (after == ':' && isV6));
    }

    private static bool IsOfWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';

    /// <summary>Not nowhere: 0.0.0.0 holds a call (RFC 3264 §8.4), .invalid is nobody's (RFC 6761 §6.4).</summary>
    private static bool IsSomewhere(string host) =>
        host.Length >= Shortest && host is not ("0.0.0.0" or "localhost") && !host.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase);

    private static bool IsRequest(string text) => !text.StartsWith("SIP/2.0 ", StringComparison.OrdinalIgnoreCase);

    private static void Add(HashSet<string> hosts, Regex where, string text)
    {
        foreach (Match match in where.Matches(text))
        {
            hosts.Add(match.Groups["host"].Value);
        }
    }

    private const string Host = @"\[?(?<host>[0-9a-f:]*:[0-9a-f:.]+(?=\])|[a-z0-9_][a-z0-9._-]*)";
    private const string Address = @"sips?:(?:[^@<>\s""]*@)?" + Host;
    private const RegexOptions How = RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant;

    /// <summary>Of any address.</summary>
    [GeneratedRegex(Address, How, matchTimeoutMilliseconds: LongestSearchMs)]
    private static partial Regex Hosts();

    /// <summary>Whom a request of ours goes to: its first line, To, Route.</summary>
    [GeneratedRegex(@"^(?:[A-Z]+ |(?:to|t|route)[ \t]*:[^\r\n]*?)" + Address, How, matchTimeoutMilliseconds: LongestSearchMs)]
    private static partial Regex CalledHosts();

    /// <summary>Whom a request comes from: Via, From, Contact.</summary>
    [GeneratedRegex(@"^(?:(?:via|v)[ \t]*:[ \t]*SIP/2\.0/\w+[ \t]+" + Host + @"|(?:from|f|contact|m)[ \t]*:[^\r\n]*?" + Address + ")", How, matchTimeoutMilliseconds: LongestSearchMs)]
    private static partial Regex OwnHosts();

    /// <summary>Where a carrier wants to be reached: Contact, Record-Route.</summary>
    [GeneratedRegex(@"^(?:contact|m|record-route)[ \t]*:[^\r\n]*?" + Address, How, matchTimeoutMilliseconds: LongestSearchMs)]
    private static partial Regex ReachedHosts();

    /// <summary>Where somebody wants the sound, and who he is.</summary>
    [GeneratedRegex(@"^(?:(?:c=|o=[^\r\n]* |a=rtcp:\d+ )IN IP[46] (?<host>[^\s/]+)|a=candidate:\S+ \d+ \S+ \d+ (?<host>\S+))|\braddr (?<host>\S+)", How, matchTimeoutMilliseconds: LongestSearchMs)]
    private static partial Regex MediaHosts();
}
