using System.Runtime.CompilerServices;
using System.Text;

namespace Tandem.TestKit;

/// <summary>
/// Text that a person has approved, beside the test that makes it: <c>Class.Test.approved.txt</c>. What differs is written to <c>….received.txt</c>; to approve, look at it and move it over.
/// </summary>
public static class Approved
{
    public static void Match(string text, [CallerMemberName] string test = "", [CallerFilePath] string file = "")
    {
        string name = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{test}");
        string received = Normal(text);
        string approved = File.Exists($"{name}.approved.txt") ? Normal(File.ReadAllText($"{name}.approved.txt")) : "";
        if (received == approved)
        {
            File.Delete($"{name}.received.txt");
            return;
        }

        File.WriteAllText($"{name}.received.txt", received);
        throw new InvalidOperationException($"{Path.GetFileName(name)} is not as approved.\n{FirstDifference(approved, received)}\nSee {name}.received.txt");
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string FirstDifference(string approved, string received)
    {
        string[] was = approved.Split('\n');
        string[] now = received.Split('\n');
        int line = 0;
        while (line < was.Length && line < now.Length && was[line] == now[line])
        {
            line++;
        }

        var words = new StringBuilder();
        words.Append("line ").Append(line + 1).Append("\n  approved: ").Append(line < was.Length ? was[line] : "(end)");
        words.Append("\n  received: ").Append(line < now.Length ? now[line] : "(end)");
        return words.ToString();
    }
}
