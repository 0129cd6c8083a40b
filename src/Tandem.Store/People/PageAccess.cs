namespace Tandem.Store.People;

/// <summary>What somebody may do on a page: nothing, look, or change too.</summary>
public enum PageAccess
{
    /// <summary>The page is not there for him.</summary>
    None = 0,

    /// <summary>Look.</summary>
    View = 1,

    /// <summary>Look and change.</summary>
    Edit = 2,
}
