using System.Net.Sockets;

namespace Tandem.Wire.Flows;

/// <summary>A listener could not be opened. The message is one line for the operator.</summary>
public sealed class BindException : Exception
{
    public BindException()
    {
    }

    public BindException(string message)
        : base(message)
    {
    }

    public BindException(string message, Exception cause)
        : base(message, cause)
    {
    }

    internal static BindException For(BindPoint point, SocketException cause) => new($"{point} {Explain(cause)}", cause);

    private static string Explain(SocketException cause) => cause.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "is in use by another process",
        SocketError.AddressNotAvailable => "can't be bound: this machine does not have that address",
        SocketError.AccessDenied => "can't be bound: ports below 1024 need the right to do so",
        SocketError.AddressFamilyNotSupported => "can't be bound: this machine does not speak that address family",
        _ => $"can't be bound: {cause.Message}",
    };
}
