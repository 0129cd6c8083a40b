using Tandem.Routing.Access;
using Tandem.Routing.Phones;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>Phones by their numbers and DIDs. Each is made ready when it is first called: of a hundred thousand most are not, between two plans.</summary>
internal sealed class PhoneIndex
{
    public static readonly PhoneIndex Empty = new([], []);

    private readonly IReadOnlyList<Phone> _phones;
    private readonly CompiledIngress[] _callers;
    private readonly CompiledEgress?[] _made;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>The phones, and each as a caller, in the same order.</summary>
    public PhoneIndex(IReadOnlyList<Phone> phones, CompiledIngress[] callers)
    {
        _phones = phones;
        _callers = callers;
        _made = new CompiledEgress?[phones.Count];
        for (int i = 0; i < phones.Count; i++)
        {
            _places.Add(phones[i].Number, i);
            foreach (string did in phones[i].Dids)
            {
                _places.Add(did, i);
            }
        }
    }

    public CompiledEgress? Find(string number)
    {
        if (!_places.TryGetValue(number, out int place))
        {
            return null;
        }

        if (Volatile.Read(ref _made[place]) is { } made)
        {
            return made;
        }

        CompiledEgress fresh = PhoneCompiler.Compile(_phones[place], _callers[place]);
        return Interlocked.CompareExchange(ref _made[place], fresh, null) ?? fresh;
    }
}
