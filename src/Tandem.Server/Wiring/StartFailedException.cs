namespace Tandem.Server.Wiring;

/// <summary>The switch can't start: the lines that the operator reads.</summary>
internal sealed class StartFailedException(IReadOnlyList<string> lines) : Exception(string.Join('\n', lines))
{
    public IReadOnlyList<string> Lines => lines;
}
