using System.Text;
using System.Text.RegularExpressions;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;

namespace Tandem.Api.Shares;

/// <summary>
/// Hides the telephone numbers of a call: the last four digits of each become stars, all of a number of four or fewer. Wherever they stand: in fields, in sentences, and in the messages, where user parts
/// of addresses, display names, digest user names, and any text with the last seven digits of a number of the call are hidden too, and dialled keys. A star takes the place of a digit, so that no
/// length changes and a capture stays one.
/// </summary>
internal sealed partial class NumberMask
{
    /// <summary>So many digits at a number's end are hidden.</summary>
    public const int Hidden = 4;

    private const char Star = '*';

    // By the last seven digits a number is found however its beginning is written: 0044…, +44…, 0….
    private const int Telling = 7;
    private const int Shortest = 4;
    private const int LongestSearchMs = 1000; // none goes back far; a bound all the same, for what strangers have written
    private readonly HashSet<string> _ends = new(StringComparer.Ordinal);
    private readonly HashSet<string> _all = new(StringComparer.Ordinal);
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);

    /// <summary>Knows the numbers of a call.</summary>
    /// <param name="cdr">Its numbers are the ones to hide.</param>
    /// <param name="messages">And those that are users of addresses here.</param>
    public NumberMask(Cdr cdr, IReadOnlyList<LadderMessage> messages)
    {
        foreach (string number in (ReadOnlySpan<string>)[cdr.CallingNumber, cdr.CalledNumber, cdr.CallingNumberIn, cdr.CalledNumberIn, cdr.CallingNumberOut, cdr.CalledNumberOut, cdr.Phone])
        {
            Know(number);
        }

        foreach (LadderMessage message in messages)
        {
            foreach (Match address in Addresses().Matches(Encoding.Latin1.GetString(message.Message)))
            {
                Know(address.Groups["user"].Value);
            }
        }
    }

    /// <summary>A number by itself.</summary>
    public static string Number(string number)
    {
        char[] text = number.ToCharArray();
        int left = Hidden;
        for (int i = text.Length - 1; i >= 0 && left > 0; i--)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                text[i] = Star;
                left--;
            }
        }

        return new(text);
    }

    /// <summary>One value of a sentence: all of it may be a number, short ones too.</summary>
    public string Value(string value) => _all.Contains(DigitsOf(value)) ? Number(value) : Text(value);

    /// <summary>Hides the numbers of a record in it.</summary>
    public void Hide(Cdr cdr)
    {
        cdr.CallingNumber = Number(cdr.CallingNumber);
        cdr.CalledNumber = Number(cdr.CalledNumber);
        cdr.CallingNumberIn = Number(cdr.CallingNumberIn);
        cdr.CalledNumberIn = Number(cdr.CalledNumberIn);
        cdr.CallingNumberOut = Number(cdr.CallingNumberOut);
        cdr.CalledNumberOut = Number(cdr.CalledNumberOut);
        cdr.Phone = Number(cdr.Phone);
        cdr.CallId = Text(cdr.CallId);
        cdr.IngressTrunk = Value(cdr.IngressTrunk);
        cdr.EgressTrunk = Value(cdr.EgressTrunk);
        cdr.CallerUserAgent = Text(cdr.CallerUserAgent);
        cdr.CalleeUserAgent = Text(cdr.CalleeUserAgent);
        cdr.Customer.Account = Value(cdr.Customer.Account);
        cdr.Customer.RateTable = Text(cdr.Customer.RateTable);
        cdr.Customer.RatePrefix = Value(cdr.Customer.RatePrefix);
        for (int i = 0; i < cdr.CallIds.Count; i++)
        {
            cdr.CallIds[i] = Text(cdr.CallIds[i]);
        }

        for (int i = 0; i < cdr.Tried.Count; i++)
        {
            cdr.Tried[i] = cdr.Tried[i] with { Trunk = Value(cdr.Tried[i].Trunk) };
        }
    }

    /// <summary>A text in which the call's numbers may stand.</summary>
    public string Text(string text)
    {
        char[]? hidden = null;
        foreach (Match run in Digits().Matches(text))
        {
            if (_whole.Contains(run.Value))
            {
                Hide(text, ref hidden, run.Index + Math.Max(0, run.Length - Hidden), run.Index + run.Length);
            }
        }

        foreach (string end in _ends)
        {
            for (int at = text.IndexOf(end, StringComparison.Ordinal); at >= 0; at = text.IndexOf(end, at + 1, StringComparison.Ordinal))
            {
                Hide(text, ref hidden, at + end.Length - Hidden, at + end.Length);
            }
        }

        return hidden is null ? text : new(hidden);
    }

    /// <summary>A message with its numbers hidden, as long as it was.</summary>
    public LadderMessage Message(LadderMessage message)
    {
        // One character for each byte, whatever it is.
        string text = Encoding.Latin1.GetString(message.Message);
        text = Addresses().Replace(text, static match => InUser(match));
        text = NamedHeaders().Replace(text, static header => Names().Replace(header.Value, static name => Number(name.Value)));
        text = LoginNames().Replace(text, static match => Number(match.Value));
        text = Keys().Replace(text, static match => match.Groups["head"].Value + new string(Star, match.Groups["keys"].Length));
        return message with { Message = Encoding.Latin1.GetBytes(Text(text)) };
    }

    private static string InUser(Match match)
    {
        Group user = match.Groups["user"];
        string hidden = user.Value.Contains('%', StringComparison.Ordinal) ? new string(Star, user.Length) : Number(user.Value);
        return string.Concat(match.Value.AsSpan(0, user.Index - match.Index), hidden, match.Value.AsSpan(user.Index - match.Index + user.Length));
    }

    private static void Hide(string text, ref char[]? hidden, int from, int to)
    {
        hidden ??= text.ToCharArray();
        hidden.AsSpan(from, to - from).Fill(Star);
    }

    private void Know(string number)
    {
        string digits = DigitsOf(number);
        if (digits.Length > 0)
        {
            _all.Add(digits);
        }

        if (digits.Length >= Telling)
        {
            _ends.Add(digits[^Telling..]);
        }
        else if (digits.Length >= Shortest)
        {
            _whole.Add(digits);
        }
    }

    private static string DigitsOf(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    [GeneratedRegex(@"\bsips?:(?<user>[^@<>\s""]+)@|\btel:(?<user>[^;<>\s"",]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: LongestSearchMs)]
    private static partial Regex Addresses();

    /// <summary>Headers in which a person's name or number may stand before the address.</summary>
    [GeneratedRegex(@"^(?:from|f|to|t|contact|m|reply-to|p-asserted-identity|p-preferred-identity|p-called-party-id|remote-party-id|diversion|history-info|refer-to|r|referred-by|b)[ \t]*:[^\r\n]*",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: LongestSearchMs)]
    private static partial Regex NamedHeaders();

    // Only from where a word begins, and whole: a long header without an address is looked at once, not once from each of its letters.
    [GeneratedRegex(@"(?<![^<>,:;])(?>[^<>,:;]*)(?=<)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: LongestSearchMs)]
    private static partial Regex Names();

    [GeneratedRegex(@"\busername[ \t]*=[ \t]*""[^""\r\n]*""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: LongestSearchMs)]
    private static partial Regex LoginNames();

    [GeneratedRegex(@"(?<head>^signal[ \t]*=[ \t]*)(?<keys>[^\r\n]+)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: LongestSearchMs)]
    private static partial Regex Keys();

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: LongestSearchMs)]
    private static partial Regex Digits();
}
