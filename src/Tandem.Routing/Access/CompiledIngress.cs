using Tandem.Billing.Rating;
using Tandem.Routing.Numbers;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Access;

/// <summary>
/// Who may call in, ready for decisions: a trunk or a phone with its account, its rates and its rules already looked up.
/// </summary>
public sealed class CompiledIngress
{
    /// <summary>Name of the trunk, or number of the phone.</summary>
    public required string Name { get; init; }
    public required Account Account { get; init; }
    public RateTable? Rates { get; init; }
    public IngressTrunk? Trunk { get; init; }
    public Phone? Phone { get; init; }
    public bool IsPhone => Phone is not null;
    public required DialRules CallingRewrite { get; init; }
    public required DialRules CalledRewrite { get; init; }

    /// <summary>Digest user name and password.</summary>
    public string Username { get; init; } = "";
    public string Password { get; init; } = "";
    public int Capacity { get; init; }
    public int Cps { get; init; }

    /// <summary>Where its calls come from; empty: from anywhere, known by digest.</summary>
    public IReadOnlyList<SourceAddress> Sources { get; init; } = [];
    public PrefixList CallerPrefixes { get; init; } = PrefixList.All;
    public PrefixList CalledPrefixes { get; init; } = PrefixList.All;

    /// <summary>From where it may come.</summary>
    public CompiledGeofence Geofence { get; init; } = CompiledGeofence.None;

    /// <summary>Names of the egress trunks that its calls may use; null = all.</summary>
    public IReadOnlySet<string>? EgressTrunks { get; init; }

    /// <summary>What its customer is told instead of the true failure.</summary>
    public FailureCodes FailureCodes { get; init; } = FailureCodes.None;

    /// <summary>Its own voices for calls that fail.</summary>
    public FailureVoices FailureVoices { get; init; } = FailureVoices.None;

    /// <summary>What the trunk or phone says about voices.</summary>
    public IPromptSettings? Prompts => (IPromptSettings?)Trunk ?? Phone;

    public CallerSource CallerSource => Trunk?.SipCallerE164Domain ?? CallerSource.From;
    public CalleeSource CalleeSource => Trunk?.SipCalleeE164Domain ?? CalleeSource.RequestUri;

    public RtpForwardType RtpForwardType => Trunk?.RtpForwardType ?? Phone?.RtpForwardType ?? RtpForwardType.Auto;
    public MediaCheckDirection MediaCheckDirection => Trunk?.MediaCheckDirection ?? Phone?.MediaCheckDirection ?? MediaCheckDirection.None;

    /// <summary>What the trunk or phone says about media.</summary>
    public MediaSettings? Media => (MediaSettings?)Trunk ?? Phone;

    /// <summary>Whether it proves itself by digest at each call.</summary>
    public bool AuthenticatesByPassword => IsPhone || Trunk?.IsKnownByPassword() == true;

    /// <summary>Whether it may call from there: a digest user with addresses may use those only.</summary>
    public bool MayCallFrom(CallSource source)
    {
        foreach (SourceAddress address in Sources)
        {
            if (address.Contains(source))
            {
                return true;
            }
        }

        return Sources.Count == 0;
    }
}
