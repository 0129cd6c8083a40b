using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>Which phones have registered over a stream: asked when it closes. Any thread.</summary>
internal sealed class StreamIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, HashSet<string>> _phones = [];

    public void Add(in Flow flow, string phone)
    {
        if (!flow.IsStream || flow.Connection == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (!_phones.TryGetValue(flow.Connection, out HashSet<string>? phones))
            {
                _phones[flow.Connection] = phones = [];
            }

            phones.Add(phone);
        }
    }

    /// <summary>The phones that had it; they are forgotten here.</summary>
    public IReadOnlyCollection<string> Take(in Flow closed)
    {
        lock (_gate)
        {
            return _phones.Remove(closed.Connection, out HashSet<string>? phones) ? phones : [];
        }
    }
}
