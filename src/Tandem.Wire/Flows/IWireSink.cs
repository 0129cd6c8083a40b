namespace Tandem.Wire.Flows;

/// <summary>Who takes what arrives. Called on reader threads: must not block, must not throw, must copy what it keeps.</summary>
public interface IWireSink
{
    /// <summary>One whole datagram, or one whole message of a stream (framed by Content-Length).</summary>
    void OnMessage(in Flow flow, ReadOnlySpan<byte> message);

    /// <summary>
    /// What had arrived has been given. <paramref name="maySpare"/>: it was little, and the reader's thread may be used for a moment to
    /// work on it.
    /// </summary>
    void OnEndOfRead(bool maySpare);

    /// <summary>A stream that was open, or that was asked for, is no more. What was sent on it may be lost.</summary>
    void OnClosed(in Flow flow);
}
