using Tandem.Routing.Access;

namespace Tandem.Calls.Guard.Bans;

/// <summary>A ban to be stored; null: the source has none any more.</summary>
public readonly record struct BanToStore(SourceAddress Source, Ban? Ban);
