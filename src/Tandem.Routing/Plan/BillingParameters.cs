using System.Globalization;
using Tandem.Billing.Rating;
using static Tandem.Routing.Plan.ParameterDefinition;

namespace Tandem.Routing.Plan;

/// <summary>The parameters SERVER_BILLING_…: what is charged, and what is recorded.</summary>
internal static class BillingParameters
{
    public static IEnumerable<ParameterDefinition> All =>
    [
        Whole("SERVER_BILLING_FEE_PRECISTION", 0, 8,
            static p => p.Billing.FeePrecision,
            static (p, v) => p with { Billing = p.Billing with { FeePrecision = v } },
            "Decimals of a finished fee. Stored rates keep all theirs."),
        new("SERVER_BILLING_FEE_ROUNDING", "half, up, down",
            "Which way a fee between two steps goes: half away from zero, up, or down.",
            static p => p.Billing.Rounding switch { MoneyRoundingMode.Up => "up", MoneyRoundingMode.Down => "down", _ => "half" },
            static (p, text) => ParameterText.Rounding(text) is { } mode ? p with { Billing = p.Billing with { Rounding = mode } } : null),
        new("SERVER_BILLING_FEE_UNIT", "0–1000000, up to 8 decimals",
            "Smallest step of a finished fee, such as 0.005. 0 leaves the step to the precision.",
            static p => p.Billing.FeeUnit.ToString(CultureInfo.InvariantCulture),
            static (p, text) => ParameterText.Decimal(text) is { } unit ? p with { Billing = p.Billing with { FeeUnit = unit } } : null),
        NumberList("SERVER_BILLING_FREE_E164S", "list of numbers; a trailing * makes one a prefix",
            static p => p.FreeNumbers,
            static (p, v) => p with { FreeNumbers = v },
            "Called numbers that nobody pays for. They need no rate and are recorded with billing mode -1."),
        Whole("SERVER_BILLING_FREE_TIME", 0, 86_400,
            static p => p.Billing.FreeTime,
            static (p, v) => p with { Billing = p.Billing with { FreeTime = v } },
            "Seconds taken off every call before cycles are counted."),
        new("SERVER_BILLING_GATEWAY_ROUTE_PREFIX", "Off, On, 0–32",
            "Leading digits of the called number that rating does not look at, after those of SERVER_GATEWAY_ROUTE_PREFIX. On is 0; Off rates the number whole.",
            static p => ParameterText.OfRoutePrefix(p.RoutePrefixDigits),
            static (p, text) => ParameterText.RoutePrefix(text) is { } digits ? p with { RoutePrefixDigits = digits } : null),
        Whole("SERVER_BILLING_HOLD_TIME_PRECISION", 1, 1000,
            static p => p.Billing.HoldTimePrecision,
            static (p, v) => p with { Billing = p.Billing with { HoldTimePrecision = v } },
            "Milliseconds past a full second from which talk time counts as the next second. 1000 never rounds up."),
        Whole("SERVER_BILLING_PREVENT_OVERDRAFT_ADVANCE_TIME", 1, 15,
            static p => p.Billing.AdvanceMinutes,
            static (p, v) => p with { Billing = p.Billing with { AdvanceMinutes = v } },
            "Minutes of a call's cost that are held on its account while it runs."),
        Switch("SERVER_BILLING_RECORD_ILLEGAL_CALL", true,
            static p => p.RecordIllegalCall,
            static (p, v) => p with { RecordIllegalCall = v },
            "Whether a stranger's call leaves a record."),
        Switch("SERVER_BILLING_RECORD_SERVER_HANG_UP", true,
            static p => p.RecordServerHangUp,
            static (p, v) => p with { RecordServerHangUp = v },
            "Whether a call without talk time that the switch ended leaves a record. Billed calls always do."),
        Switch("SERVER_BILLING_RECORD_ZERO_HOLD_TIME", true,
            static p => p.RecordZeroHoldTime,
            static (p, v) => p with { RecordZeroHoldTime = v },
            "Whether a call without talk time leaves a record."),
    ];
}
