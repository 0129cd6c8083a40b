namespace Tandem.Calls.Registration;

/// <summary>The registrations in memory: numbers in parts with a lock each, and their clock. What <see cref="RegistrationTable"/> and <see cref="PhoneReach"/> share.</summary>
internal sealed class RegistrationParts(TimeProvider time)
{
    /// <summary>Locks, and steps of a walk over all.</summary>
    public const int Count = 64;

    private readonly long _begin = time.GetTimestamp();
    private readonly Part[] _parts = [.. Enumerable.Range(0, Count).Select(static _ => new Part())];

    public long NowMs => (long)time.GetElapsedTime(_begin).TotalMilliseconds;

    public IReadOnlyList<Part> All => _parts;

    public Part this[int index] => _parts[index % Count];

    public Part Of(string phone) => _parts[(uint)string.GetHashCode(phone, StringComparison.Ordinal) % Count];

    /// <summary>From where phones are registered now, and one number at each address.</summary>
    public Dictionary<UInt128, string> Addresses()
    {
        long nowMs = NowMs;
        Dictionary<UInt128, string> addresses = [];
        foreach (Part part in _parts)
        {
            lock (part.Gate)
            {
                foreach (PhoneBindings phone in part.Phones.Values)
                {
                    foreach (Binding binding in phone.All)
                    {
                        if (binding.UntilMs > nowMs)
                        {
                            addresses.TryAdd(binding.Way.Remote.Ip, phone.Phone);
                        }
                    }
                }
            }
        }

        return addresses;
    }

    internal sealed class Part
    {
        public Lock Gate { get; } = new();

        public Dictionary<string, PhoneBindings> Phones { get; } = new(StringComparer.Ordinal);

        public List<(Binding Binding, BindingEnd Why)> Ended { get; } = [];

        public List<Binding> Begun { get; } = [];

        public PhoneBindings Rent(string phone)
        {
            if (!Phones.TryGetValue(phone, out PhoneBindings? bindings))
            {
                Phones[phone] = bindings = new(phone);
            }

            return bindings;
        }
    }
}
