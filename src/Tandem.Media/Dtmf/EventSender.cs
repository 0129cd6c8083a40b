namespace Tandem.Media.Dtmf;

/// <summary>
/// Plays one key as telephone-events: a packet each packet time with the growing duration, then the last one three times with the E bit (RFC 4733 §2.5.1.4). All of them bear the
/// timestamp of the key's beginning; the first one the marker bit.
/// </summary>
public struct EventSender
{
    /// <summary>How long a key lasts when nobody says, and the least that receivers recognise for sure (RFC 4733 §2.3.6 asks for 40 ms).</summary>
    public const int UsualMs = 100;

    private const int ShortestMs = 40;
    private const int Ends = 3;
    private const byte Volume = 10;

    private byte _code;
    private int _total;
    private int _step;
    private int _played;
    private int _endsLeft;

    /// <summary>Whether packets of the key are still to come.</summary>
    public readonly bool IsBusy => _endsLeft > 0;

    /// <summary>Starts a key; one that is still playing is cut off.</summary>
    /// <param name="eventCode">The key.</param>
    /// <param name="milliseconds">How long it is held; less than 40 is played as 40, more than 8 s as 8 s.</param>
    /// <param name="rtpClockRate">Of the stream that it goes into.</param>
    /// <param name="packetMs">Of the same stream.</param>
    public void Begin(byte eventCode, int milliseconds, int rtpClockRate, int packetMs)
    {
        int perMs = Math.Max(1, rtpClockRate / 1000);
        _code = eventCode;
        _total = Math.Min(Math.Max(milliseconds, ShortestMs) * perMs, ushort.MaxValue);
        _step = Math.Max(1, packetMs) * perMs;
        _played = 0;
        _endsLeft = Ends;
    }

    /// <summary>The next packet's payload. False when the key has been played.</summary>
    public bool TryNext(Span<byte> payload, out bool isFirst)
    {
        isFirst = _played == 0;
        if (_endsLeft == 0)
        {
            return false;
        }

        _played = Math.Min(_played + _step, _total);
        bool isEnd = _played == _total;
        _endsLeft -= isEnd ? 1 : 0;
        new TelephoneEvent(_code, isEnd, Volume, (ushort)_played).Write(payload);
        return true;
    }
}
