namespace Tandem.Calls.Registration;

/// <summary>
/// The REGISTERs that a shard has accepted lately, by what their repeats share (RFC 3261 §17.2.3). A transaction of a REGISTER ends with its answer, for its repeat brings all that the answer is written
/// from: to keep transaction and answer for 64·T1, as other requests have it, would take sixty megabytes while a hundred thousand phones come back at once. What is refused is decided anew each time.
/// </summary>
internal sealed class AcceptedRegisters
{
    /// <summary>Timer J (RFC 3261 §17.2.2): no repeat comes later.</summary>
    private const long LifeMs = 32_000;

    private const int Most = 1 << 17;
    private readonly Dictionary<UInt128, string> _phones = [];
    private readonly Queue<(UInt128 Key, long AtMs)> _inOrder = new();

    /// <summary>This one has been accepted, for that phone.</summary>
    public void Add(UInt128 key, string phone, long nowMs)
    {
        Forget(nowMs);
        if (_phones.TryAdd(key, phone))
        {
            _inOrder.Enqueue((key, nowMs));
        }
    }

    /// <summary>The phone that it was accepted for; null: it is no repeat of one that was.</summary>
    public string? Find(UInt128 key, long nowMs)
    {
        Forget(nowMs);
        return _phones.GetValueOrDefault(key);
    }

    private void Forget(long nowMs)
    {
        while (_inOrder.TryPeek(out (UInt128 Key, long AtMs) oldest) && (nowMs - oldest.AtMs >= LifeMs || _inOrder.Count >= Most))
        {
            _phones.Remove(oldest.Key);
            _inOrder.Dequeue();
        }
    }
}
