using System.Collections;

namespace Tandem.Calls.Nat;

/// <summary>The parts of a message that a finding rests on. They become words when somebody reads them: of most findings only the kind is ever asked.</summary>
internal sealed class NatWitness(in NatSighting seen) : IReadOnlyList<NatPart>
{
    private readonly NatSighting _seen = seen;
    private List<NatPart>? _more;
    private List<NatPart>? _words;

    public int Count => Words.Count;

    public NatPart this[int index] => Words[index];

    private List<NatPart> Words => _words ??= Say();

    /// <summary>Behind the message's own, which is complete before anybody reads.</summary>
    public NatWitness And(string what, string value)
    {
        (_more ??= []).Add(new(what, value));
        return this;
    }

    public IEnumerator<NatPart> GetEnumerator() => Words.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<NatPart> Say()
    {
        List<NatPart> parts = [new("packet from", _seen.Source.ToString())];
        Say(parts, "Via", _seen.Via);
        Say(parts, "Contact", _seen.Contact);
        Say(parts, "SDP c=", _seen.Media);
        Say(parts, "SDP o=", _seen.Origin);
        Say(parts, "Call-ID", _seen.CallIdHost);
        parts.AddRange(_more ?? []);
        return parts;
    }

    private static void Say(List<NatPart> parts, string what, in WrittenAddress written)
    {
        if (written.IsThere && !written.IsName)
        {
            parts.Add(new(what, written.ToString()));
        }
    }
}
