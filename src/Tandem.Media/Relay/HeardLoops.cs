namespace Tandem.Media.Relay;

/// <summary>When each loop of the media process was last heard, and whether it is the run of it that was heard before. On the client's reader thread.</summary>
internal sealed class HeardLoops(TimeProvider time, TimeSpan lostAfter)
{
    private readonly long[] _at = new long[RelayPaths.MostLoops]; // 0 = not yet
    private ulong _instance;
    private bool _isAnotherRun;

    /// <summary>A loop has said hello. False: it is another run than was heard before, and none of its other loops has been heard.</summary>
    public bool Note(ulong instance, int loop, long now)
    {
        bool isSame = instance == _instance;
        if (!isSame)
        {
            _isAnotherRun |= _instance != 0;
            _instance = instance;
            Array.Clear(_at);
        }

        _at[loop] = Math.Max(1, now);
        return isSame;
    }

    /// <summary>Each loop has sessions of its own: one that hangs is a part of the calls.</summary>
    public bool All(int loops, long now)
    {
        for (int i = 0; i < loops; i++)
        {
            if (_at[i] == 0 || time.GetElapsedTime(_at[i], now) >= lostAfter)
            {
                return false;
            }
        }

        return loops > 0;
    }

    /// <summary>Whether the run changed since this was last asked.</summary>
    public bool TakeIsAnotherRun()
    {
        bool isAnother = _isAnotherRun;
        _isAnotherRun = false;
        return isAnother;
    }
}
