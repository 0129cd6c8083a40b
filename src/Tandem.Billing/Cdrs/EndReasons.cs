using System.Collections.Frozen;
using static Tandem.Billing.Cdrs.EndReason;

namespace Tandem.Billing.Cdrs;

/// <summary>What each end reason is to the outside (SW §4.2): its name, the SIP status that the caller is told, the Q.850 cause.</summary>
public static class EndReasons
{
    private static readonly FrozenDictionary<int, string> Names = Enum.GetValues<EndReason>().ToFrozenDictionary(static reason => (int)reason, static reason => reason.ToString());
    private static readonly string[] CauseNames = [.. Enumerable.Range(0, 200).Select(static cause => $"Q850Cause{cause}")];
    private static readonly string[] SipNames = [.. Enumerable.Range(200, 500).Select(static status => $"Sip{status}")];

    /// <summary><c>IllegalCall</c>, <c>NoAvailableRouter</c> ...; a far side's own code is <c>Sip503</c> or <c>Q850Cause34</c>.</summary>
    public static string Name(int endReason) =>
        Names.TryGetValue(endReason, out string? name) ? name
        : endReason is >= 200 and < 700 ? SipNames[endReason - 200]
        : endReason is > 0 and < 200 ? CauseNames[endReason]
        : $"Unknown{endReason}";

    /// <summary>What the caller is told. For a reason that ends answered calls: what the caller would be told if it were not answered yet.</summary>
    public static int SipStatus(EndReason reason) => Outside(reason).Sip;

    /// <summary>The cause in a Reason header (RFC 3326) and on the record.</summary>
    public static int Q850Cause(EndReason reason) => Outside(reason).Cause;

    /// <summary>RFC 3398 §7.2.4.1: the cause that a SIP status stands for. 31 (normal, unspecified) for a failure that has no line there, 16 for a success.</summary>
    public static int Q850Cause(int sipStatus) =>
        sipStatus switch
        {
            < 300 => 16,
            400 or 481 or 500 or 503 => 41,
            401 or 402 or 403 or 407 or 603 => 21,
            404 or 485 or 604 => 1,
            405 => 63,
            406 or 415 or 501 => 79,
            408 or 504 => 102,
            410 => 22,
            413 or 414 or 416 or 420 or 421 or 423 or 505 or 513 => 127,
            480 => 18,
            482 or 483 => 25,
            484 => 28,
            486 or 600 => 17,
            487 => 16, // our own CANCEL answered
            502 => 38,
            _ => 31,
        };

    private static (int Sip, int Cause) Outside(EndReason reason) =>
        reason switch
        {
            NormalCallClearing => (480, 16),
            CallerCancel => (487, 16),
            NoAnswer => (480, 19),
            ResponseTimeout => (408, 102),
            ConnectionTimeout => (408, 38),
            SessionTimeout => (408, 102),
            MediaTimeout => (480, 38),
            MaxDuration => (480, 31),
            CodecMismatch => (488, 88),
            IllegalCall => (403, 21),
            Unregistered => (403, 57),
            AuthenticationFailed => (403, 57),
            AccountNotExist => (403, 50),
            AccountLocked => (403, 21),
            AccountExpired => (403, 50),
            InsufficientBalance => (402, 21),
            RateNotFound => (404, 3),
            NoCallPermission => (403, 57),
            ExceedLineLimit => (503, 34),
            ExceedRateLimit => (503, 42),
            CallerLimit => (403, 57),
            CalleeLimit => (403, 57),
            CallerBlacklisted => (403, 21),
            CalleeBlacklisted => (603, 21),
            CalleeNotOnline => (480, 20),
            ProfitLimit => (503, 34),
            LoopDetected => (482, 25),
            TooManyHops => (483, 25),
            ProtocolLimit => (501, 79),
            ServerHangup => (480, 16),
            ServerInternal => (500, 41),
            Overload => (503, 42),
            NodeCrash => (503, 41),
            NoAck => (408, 102),
            TrunkLocked => (403, 21),
            BadNumber => (484, 28),
            MediaUnavailable => (503, 47),
            MediaPortsUsedUp => (503, 47),
            MediaLost => (503, 41),
            CalleeBusy => (486, 17),
            ForwardLimit => (482, 25),
            ForwardFailed => (480, 25),
            GeofenceDenied => (403, 21),
            MediaAddressRefused => (488, 88),
            NoAvailableRouter => (503, 34),
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "An end reason without a line in this table."),
        };
}
