namespace Tandem.Routing.Plan;

/// <summary>One parameter: how it is told, written and read.</summary>
/// <param name="Name">As VOS3000 spells it.</param>
/// <param name="Range">What may be written.</param>
/// <param name="Description">What it does, for the operator.</param>
/// <param name="Write">The value as text.</param>
/// <param name="Read">The parameters with the value of a text; null when the text is out of range.</param>
internal sealed record ParameterDefinition(
    string Name,
    string Range,
    string Description,
    Func<SystemParameters, string> Write,
    Func<SystemParameters, string, SystemParameters?> Read)
{
    /// <summary>A whole number in a range.</summary>
    public static ParameterDefinition Whole(
        string name,
        int low,
        int high,
        Func<SystemParameters, int> get,
        Func<SystemParameters, int, SystemParameters> set,
        string description) =>
        new(
            name,
            $"{ParameterText.Of(low)}–{ParameterText.Of(high)}",
            description,
            p => ParameterText.Of(get(p)),
            (p, text) => ParameterText.Number(text, low, high) is { } value ? set(p, value) : null);

    /// <summary>Those of the server are written 0 and 1 in VOS3000, those of the softswitch On and Off. Either is read.</summary>
    public static ParameterDefinition Switch(
        string name,
        bool asDigit,
        Func<SystemParameters, bool> get,
        Func<SystemParameters, bool, SystemParameters> set,
        string description) =>
        new(
            name,
            asDigit ? "0, 1" : "On, Off",
            description,
            p => (get(p), asDigit) switch { (true, true) => "1", (false, true) => "0", (true, false) => "On", _ => "Off" },
            (p, text) => ParameterText.OnOrOff(text) is { } value ? set(p, value) : null);

    /// <summary>A list of numbers or prefixes.</summary>
    public static ParameterDefinition NumberList(
        string name,
        string range,
        Func<SystemParameters, IReadOnlyList<string>> get,
        Func<SystemParameters, IReadOnlyList<string>, SystemParameters> set,
        string description) =>
        new(
            name,
            range,
            description,
            p => string.Join(',', get(p)),
            (p, text) => ParameterText.NumberList(text) is { } value ? set(p, value) : null);
}
