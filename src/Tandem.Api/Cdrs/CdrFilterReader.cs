using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tandem.Api.Json;
using Tandem.Api.Problems;
using Tandem.Routing.Access;
using Tandem.Store.Cdrs;

namespace Tandem.Api.Cdrs;

/// <summary>Reads the filters of contract §2 from a query string: every problem, and a filter that is not known is one.</summary>
internal static class CdrFilterReader
{
    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase) { "limit", "cursor", "format", "newerThan" };

    public static (CdrFilter Filter, IReadOnlyList<ProblemEntry> Problems) Read(IQueryCollection query)
    {
        List<ProblemEntry> problems = [];
        CdrFilter filter = new();
        foreach ((string key, Microsoft.Extensions.Primitives.StringValues values) in query)
        {
            string value = values.ToString();
            if (value.Length == 0 || Others.Contains(key))
            {
                continue;
            }

            filter = key switch
            {
                "from" => filter with { From = TimeConverter.Query(key, value, problems) },
                "to" => filter with { To = TimeConverter.Query(key, value, problems) },
                "account" => filter with { Account = value },
                "callingNumber" => filter with { CallingNumber = value },
                "calledNumber" => filter with { CalledNumber = value },
                "ingressTrunk" => filter with { IngressTrunk = value },
                "egressTrunk" => filter with { EgressTrunk = value },
                "sourceIp" => filter with { SourceIp = Address(key, value, problems) },
                "billingMode" => filter with { BillingMode = Number(key, value, problems) },
                "endReason" => filter with { EndReason = Number(key, value, problems) },
                "endDirection" => filter with { EndDirection = Number(key, value, problems) },
                "answered" => filter with { Answered = Flag(key, value, problems) },
                _ => Unknown(filter, key, problems),
            };
        }

        if (filter.From > filter.To)
        {
            problems.Add(new("to", "It is before 'from'."));
        }

        return (filter, problems);
    }

    private static CdrFilter Unknown(CdrFilter filter, string key, List<ProblemEntry> problems)
    {
        problems.Add(new(key, "There is no such filter."));
        return filter;
    }

    /// <summary>As records have it, whichever way it was written.</summary>
    private static string? Address(string key, string value, List<ProblemEntry> problems)
    {
        if (SourceAddress.TryParse(value, out SourceAddress address, out _) && address is { Port: 0, PrefixLength: 128 })
        {
            return address.ToString();
        }

        problems.Add(new(key, "An address such as 192.0.2.7 or 2001:db8::7."));
        return null;
    }

    private static int? Number(string key, string value, List<ProblemEntry> problems)
    {
        if (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            return number;
        }

        problems.Add(new(key, "A code is a whole number."));
        return null;
    }

    private static bool? Flag(string key, string value, List<ProblemEntry> problems)
    {
        switch (value)
        {
            case "true" or "1":
                return true;
            case "false" or "0":
                return false;
            default:
                problems.Add(new(key, "true or false."));
                return null;
        }
    }
}
