namespace Tandem.Sip.Headers;

/// <summary>
/// Finds a parameter in a <c>;name=value</c> list, in place; names are compared without case, quotes are taken off.
/// </summary>
public static class Parameters
{
    /// <summary>True when the parameter is there; its value is empty when it stands alone. The first one wins.</summary>
    public static bool TryFind(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        ParameterReader reader = new(parameters);
        while (reader.MoveNext())
        {
            if (Grammar.Same(reader.Name, name))
            {
                value = reader.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>True when the list reads to its end: no empty parameter, every quote closed.</summary>
    public static bool AreWellFormed(ReadOnlySpan<byte> parameters)
    {
        ParameterReader reader = new(parameters);
        while (reader.MoveNext())
        {
        }

        return !reader.IsMalformed;
    }

    /// <summary>All parameters in order, for <c>foreach</c>; it ends early at what cannot be read.</summary>
    public static ParameterReader All(ReadOnlySpan<byte> parameters) => new(parameters);
}
