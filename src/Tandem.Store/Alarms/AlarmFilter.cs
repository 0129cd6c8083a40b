namespace Tandem.Store.Alarms;

/// <summary>Which alarms of the history are asked for; null asks for all.</summary>
/// <param name="From">Came at or after.</param>
/// <param name="To">Came before.</param>
/// <param name="Type">Their type.</param>
/// <param name="Object">What they are about.</param>
/// <param name="Level">Their level, at least.</param>
public sealed record AlarmFilter(DateTimeOffset? From, DateTimeOffset? To, int? Type, string? Object, int? Level);

/// <summary>Why a change was not made.</summary>
public enum AlarmFault
{
    None,

    /// <summary>There is none of that number.</summary>
    NotFound,

    /// <summary>It was changed since it was read.</summary>
    Stale,

    /// <summary>There are as many as there may be.</summary>
    TooMany,
}
