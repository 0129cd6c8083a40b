using System.Globalization;
using Tandem.Billing.Cdrs;

namespace Tandem.Routing.Trunks;

/// <summary>
/// Which sound says why a call fails: <c>InsufficientBalance:no-credit,486:busy,0:unable-to-connect</c>. A reason is the name or number of an <see cref="EndReason"/> or the SIP status of a carrier;
/// 0 is any other. A sound that is left empty says nothing.
/// </summary>
public sealed class FailureVoices
{
    public static readonly FailureVoices None = new("", []);

    private const int LongestName = 64;
    private const int Others = 0;

    // Who ended it knows; the media itself is what is missing; or the switch is to be rid of the call at once, for there are many of them or they go round in circles.
    private static readonly EndReason[] Silent =
    [
        EndReason.CallerCancel, EndReason.ServerHangup, EndReason.NodeCrash, EndReason.MediaUnavailable, EndReason.MediaPortsUsedUp, EndReason.MediaLost, EndReason.CodecMismatch, EndReason.MediaAddressRefused,
        EndReason.ExceedRateLimit, EndReason.Overload, EndReason.LoopDetected, EndReason.TooManyHops, EndReason.ProtocolLimit, EndReason.ServerInternal, EndReason.IllegalCall,
    ];

    private readonly (int Reason, string Sound)[] _voices;

    private FailureVoices(string text, (int Reason, string Sound)[] voices)
    {
        Text = text;
        _voices = voices;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Whether a name may be that of a sound: one that is a file's everywhere.</summary>
    public static bool IsSound(string name) =>
        name.Length is > 0 and <= LongestName && name[0] != '.' && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    public static bool TryParse(string text, out FailureVoices voices, out string problem)
    {
        voices = None;
        problem = "";
        var read = new List<(int Reason, string Sound)>();
        foreach (string pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = pair.IndexOf(':', StringComparison.Ordinal);
            string sound = pair[(colon + 1)..].Trim();
            if (colon < 0 || !TryReadReason(pair[..colon].Trim(), out int reason) || !(sound.Length == 0 || IsSound(sound)))
            {
                problem = $"'{pair}' is no reason:sound (the name or number of an end reason, a status of 300 to 699, or 0)";
                return false;
            }

            if (IsSilent(reason))
            {
                problem = $"'{pair}': no voice can follow {EndReasons.Name(reason)}";
                return false;
            }

            if (read.Exists(known => known.Reason == reason))
            {
                problem = $"'{pair}': {reason} has a sound already";
                return false;
            }

            read.Add((reason, sound));
        }

        voices = read.Count == 0 ? None : new(text, [.. read]);
        return true;
    }

    /// <summary>The sound for a call that fails so; empty: none, though it is spoken of; null: nothing is said of it here.</summary>
    public string? Find(int reason)
    {
        if (IsSilent(reason))
        {
            return "";
        }

        string? others = null;
        foreach ((int known, string sound) in _voices)
        {
            if (known == reason)
            {
                return sound;
            }

            others = known == Others ? sound : others;
        }

        return others;
    }

    private static bool IsSilent(int reason) => Array.IndexOf(Silent, (EndReason)reason) >= 0;

    private static bool TryReadReason(string text, out int reason)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out reason))
        {
            return reason is Others or (>= 300 and <= 699) || (reason < 0 && Enum.IsDefined((EndReason)reason));
        }

        bool isName = Enum.TryParse(text, ignoreCase: true, out EndReason named);
        reason = (int)named;
        return isName && reason < 0;
    }
}
