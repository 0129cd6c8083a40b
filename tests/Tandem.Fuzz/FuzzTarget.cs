namespace Tandem.Fuzz;

/// <summary>One door that strangers' bytes come in through.</summary>
internal abstract class FuzzTarget
{
    /// <summary>Takes any bytes. It returns, or there is a fault.</summary>
    public abstract void Take(byte[] input);

    /// <summary>What it begins with: right inputs, and wrong ones from the torture tests.</summary>
    public abstract IEnumerable<byte[]> Seeds();

    /// <summary>Something that must be so is not.</summary>
    protected static void Must(bool isSo, string what)
    {
        if (!isSo)
        {
            throw new InvalidOperationException("It is not so: " + what);
        }
    }

    /// <summary>Files that this program carries, by the start of their names.</summary>
    protected static IEnumerable<byte[]> Carried(string folder)
    {
        foreach (string name in typeof(FuzzTarget).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using Stream stream = typeof(FuzzTarget).Assembly.GetManifestResourceStream(name) ?? Stream.Null;
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return bytes;
        }
    }
}
