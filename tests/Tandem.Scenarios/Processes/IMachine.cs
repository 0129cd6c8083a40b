using System.Net.Sockets;

namespace Tandem.Scenarios.Processes;

/// <summary>Where a program runs: a network with an address.</summary>
internal interface IMachine
{
    /// <summary>Its address.</summary>
    string There { get; }

    /// <summary>Starts a program on it.</summary>
    Child Run(string program, IEnumerable<string> arguments, string folder);

    /// <summary>A TCP socket that reaches it.</summary>
    Socket Tcp();
}
