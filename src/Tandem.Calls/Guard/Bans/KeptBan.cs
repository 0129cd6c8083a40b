using Tandem.Routing.Access;

namespace Tandem.Calls.Guard.Bans;

/// <summary>A ban in the book; one that has ended is remembered for a while.</summary>
internal sealed class KeptBan(Ban ban)
{
    public Ban Ban { get; } = ban;

    public bool IsInForce { get; set; }
}
