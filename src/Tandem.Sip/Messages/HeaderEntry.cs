namespace Tandem.Sip.Messages;

/// <summary>Where one header line is in the message.</summary>
internal readonly record struct HeaderEntry(HeaderId Id, ushort NameAt, ushort NameLength, ushort ValueAt, ushort ValueLength);
