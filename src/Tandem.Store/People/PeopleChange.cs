namespace Tandem.Store.People;

/// <summary>Why a change of users, roles or keys was not made.</summary>
public enum PeopleFault
{
    None,

    /// <summary>There is none of that name.</summary>
    NotFound,

    /// <summary>There is one of that name already.</summary>
    Exists,

    /// <summary>It was changed since it was read.</summary>
    Stale,

    /// <summary>There is no role of that name.</summary>
    NoSuchRole,

    /// <summary>Nobody would be left who may change users.</summary>
    LastAdministrator,

    /// <summary>Users or keys have the role.</summary>
    InUse,

    /// <summary>A built-in role stays as it is.</summary>
    BuiltIn,

    /// <summary>Who asks may do less than whom he changes, or than what he would give.</summary>
    AboveOwnRights,
}

/// <summary>Who changes people: what he may do bounds what he may give and whom he may change.</summary>
/// <param name="Who">For the audit trail.</param>
/// <param name="Rights">What he may do.</param>
public sealed record PeopleEditor(Audit.Author Who, Role Rights);
