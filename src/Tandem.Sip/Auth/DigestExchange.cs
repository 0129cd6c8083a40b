namespace Tandem.Sip.Auth;

/// <summary>
/// The questions for a password that one call has brought about. It travels inside their nonces, sealed, so that neither a
/// count nor a clock is kept for anybody who only asks.
/// </summary>
/// <param name="Call">A hash of the Call-ID that was asked.</param>
/// <param name="BegunMs">When the first question was put, in milliseconds of Unix time.</param>
/// <param name="Round">How many wrong answers there have been.</param>
public readonly record struct DigestExchange(uint Call, long BegunMs, byte Round);
