using System.Text;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;
using Tandem.Wire.Timers;

namespace Tandem.Sip.Transactions;

/// <summary>What the transactions of one shard act with, and what they count.</summary>
internal sealed class TransactionMeans(
    TimerWheel wheel, Func<long> nowMs, SendMessage send, BufferPool buffers, ITransactionUser user, Random random)
{
    private const int LongestPhrase = 384;

    public TimerWheel Wheel => wheel;

    public long NowMs => nowMs();

    public BufferPool Buffers => buffers;

    public ITransactionUser User => user;

    public Random Random => random;

    public MessageKeeper Messages { get; } = new(buffers);

    /// <summary>For one message at a time: what is written here must be sent or copied before another is begun.</summary>
    public SipWriter Writer { get; } = new();

    public long Absorbed { get; set; }

    public long Retransmitted { get; set; }

    public bool Send(in Flow flow, ReadOnlySpan<byte> message) => send(flow, message);

    public ulong NewNonce() => (ulong)random.NextInt64(long.MinValue, long.MaxValue);

    public byte[] Copy(ReadOnlySpan<byte> bytes)
    {
        byte[] copy = buffers.Rent(bytes.Length);
        bytes.CopyTo(copy);
        return copy;
    }

    /// <summary>Writes an answer that has no more than every answer has.</summary>
    public void WriteBare(SipMessage request, in Flow flow, int status, string phrase, DialogTag tag)
    {
        Span<byte> words = stackalloc byte[Math.Min(Encoding.UTF8.GetMaxByteCount(phrase.Length), LongestPhrase)];
        Encoding.UTF8.TryGetBytes(phrase, words, out int length);
        ResponseStart.Write(Writer, request, flow, status, words[..length], tag);
        Writer.NoBody();
    }
}
