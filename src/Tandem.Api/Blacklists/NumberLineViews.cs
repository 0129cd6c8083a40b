using System.Text.Json;
using Tandem.Routing.Blacklists;

namespace Tandem.Api.Blacklists;

/// <summary>
/// A number on a list: <paramref name="List"/> is black or white, <paramref name="Side"/> caller or callee, <paramref name="Reason"/> manual, maliciousCall, concurrent or noAnswer. Without
/// <paramref name="Until"/> it has no end. <paramref name="IsStandalone"/>: it holds for trunks with dynamicBlackListInStandalone only, and until the switch stops.
/// </summary>
public sealed record NumberLineView(string List, string Side, string Number, bool IsStandalone, string Reason, DateTimeOffset From, DateTimeOffset? Until, int Count, string By, string Comment)
{
    internal static NumberLineView Of(NumberLine line) => new(
        NumberWords.List(line.Key.IsBlack), NumberWords.Of(line.Key.Side), line.Key.Number, line.Key.IsStandalone, NumberWords.Of(line.Reason), line.From, line.Until, line.Count, line.By, line.Comment);
}

/// <summary>A number to be put on a list; without <paramref name="Seconds"/> for ever.</summary>
public sealed record NumberLineOrder(string? List, string? Side, string? Number, int? Seconds, string? Comment);

/// <summary>A line has begun (added) or is over (lifted, expired).</summary>
public sealed record NumberEventView(string What, NumberLineView Line);

/// <summary>Names as the API writes them.</summary>
internal static class NumberWords
{
    public static string List(bool isBlack) => isBlack ? "black" : "white";

    public static bool? List(string? word) => word switch
    {
        "black" => true,
        "white" => false,
        _ => null,
    };

    public static string Of(NumberSide side) => JsonNamingPolicy.CamelCase.ConvertName(side.ToString());

    public static string Of(NumberReason reason) => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());

    public static NumberSide? Side(string? word) => Enum.GetValues<NumberSide>().Cast<NumberSide?>().FirstOrDefault(side => side is { } known && Of(known) == word);

    public static NumberReason? Reason(string? word) => Enum.GetValues<NumberReason>().Cast<NumberReason?>().FirstOrDefault(reason => reason is { } known && Of(known) == word);
}
