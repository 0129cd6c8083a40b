using Tandem.Wire.Interop;

namespace Tandem.Media.Relay;

/// <summary>
/// Answers that the asker's queue had no room for (Linux gives it ten places by default), kept for a moment: dropped, each would cost its caller a tenth of a second and the order done twice.
/// </summary>
internal sealed class UnsentAnswers(LocalSocket socket)
{
    private const int Most = 256;

    // By then the asker has asked again, or is gone.
    private const long LongestNs = 500_000_000;
    private readonly Queue<Entry> _waiting = new();
    private readonly Stack<Entry> _free = new();

    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Keeps an answer to who has sent last.</summary>
    public void Keep(ReadOnlySpan<byte> message, long nowNs)
    {
        if (_waiting.Count == Most)
        {
            return; // it is asked for again
        }

        Entry entry = _free.TryPop(out Entry? free) ? free : new();
        message.CopyTo(entry.Message);
        entry.Length = message.Length;
        entry.To = socket.Sender.ToArray();
        entry.AtNs = nowNs;
        _waiting.Enqueue(entry);
    }

    /// <summary>Sends what there is room for now; one asker that does not read keeps no other waiting.</summary>
    public void Send(long nowNs)
    {
        for (int left = _waiting.Count; left > 0; left--)
        {
            Entry entry = _waiting.Dequeue();
            if (socket.SendTo(entry.Message.AsSpan(0, entry.Length), entry.To) || nowNs - entry.AtNs >= LongestNs)
            {
                _free.Push(entry);
            }
            else
            {
                _waiting.Enqueue(entry);
            }
        }
    }

    private sealed class Entry
    {
        public byte[] Message { get; } = new byte[Wire.RelayFrame.LargestMessage];

        public int Length { get; set; }

        public byte[] To { get; set; } = [];

        public long AtNs { get; set; }
    }
}
