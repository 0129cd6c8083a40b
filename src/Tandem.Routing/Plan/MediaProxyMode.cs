namespace Tandem.Routing.Plan;

/// <summary>SS_MEDIAPROXYMODE: what a trunk or phone that is on auto takes for its own setting (SW §6.1).</summary>
public enum MediaProxyMode
{
    Off,
    On,
    Auto,
    MustOn,
}
