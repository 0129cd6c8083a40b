using System.Runtime.CompilerServices;

namespace Tandem.Media.Working;

/// <summary>Keys that wait to be played, at most sixteen; what comes beyond is lost, as from a keyboard that is hammered on.</summary>
internal struct KeyQueue
{
    private const int Most = 16;
    private Keys _keys;
    private int _first;
    private int _count;

    public readonly bool IsEmpty => _count == 0;

    public void Add(char key, int milliseconds)
    {
        if (_count < Most)
        {
            _keys[(_first + _count++) % Most] = (key, milliseconds);
        }
    }

    public (char Key, int Milliseconds) Take()
    {
        (char Key, int Milliseconds) taken = _keys[_first];
        _first = (_first + 1) % Most;
        _count--;
        return taken;
    }

    [InlineArray(Most)]
    private struct Keys
    {
        private (char Key, int Milliseconds) _first;
    }
}
