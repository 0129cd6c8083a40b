namespace Tandem.Wire.Tls;

/// <summary>A certificate, a key or their folder can't be used; the message says which, and why, in one line.</summary>
public sealed class TlsException(string message, Exception? cause = null) : Exception(message, cause);
