using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Firewall;

/// <summary>The programs of sipvicious, each from an address of its own: only one of the three keeps the one that it is given, so Python binds for them.</summary>
internal static class Sipvicious
{
    private const string Binding = """
        import os, socket

        class Bound(socket.socket):
            def bind(self, address):
                super().bind((os.environ["SOURCE"], address[1]))

        socket.socket = Bound
        """;

    /// <param name="folder">Where it may write.</param>
    /// <param name="program"><c>svmap</c>, <c>svwar</c> or <c>svcrack</c>.</param>
    /// <param name="from">Its address.</param>
    /// <param name="switchPort">The switch's port on 127.0.0.1.</param>
    /// <param name="options">The program's own.</param>
    public static Child Start(string folder, string program, string from, int switchPort, params string[] options)
    {
        File.WriteAllText(Path.Combine(folder, "sitecustomize.py"), Binding);
        var environment = new Dictionary<string, string> { ["HOME"] = folder, ["PYTHONPATH"] = folder, ["SOURCE"] = from };
        return new(program, ["-p", switchPort.ToString(System.Globalization.CultureInfo.InvariantCulture), .. options, "127.0.0.1"], folder, environment);
    }
}
