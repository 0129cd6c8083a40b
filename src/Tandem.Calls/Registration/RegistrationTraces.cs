using Tandem.Calls.Control;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>
/// The last REGISTERs of each phone of the plan, and of each trunk at its carrier, with their answers, as they were on the wire. Bounded over all shards: <see cref="AcceptedBytes"/> for what a phone
/// with its password has said, and less for what anybody may say in its name, which so can't push out the other. Repeats are not among them.
/// </summary>
internal sealed class RegistrationTraces
{
    /// <summary>Accepted, or refused with the right password: about twelve thousand exchanges.</summary>
    private const int AcceptedBytes = 8 << 20;

    /// <summary>Asked for a password: the first half of nearly every exchange.</summary>
    private const int AskedBytes = 4 << 20;

    /// <summary>Wrong passwords and suspended sources, under the number that they name.</summary>
    private const int RefusedBytes = 4 << 20;
    private const int OutwardBytes = 2 << 20;

    /// <summary>Exchanges of a kind that are shown, of each shard.</summary>
    private const int MostShown = 4;

    private readonly CallShard _shard;
    private readonly Ladder _exchange;
    private readonly LadderRing<string> _accepted;
    private readonly LadderRing<string> _asked;
    private readonly LadderRing<string> _refused;
    private readonly LadderRing<string> _outward;

    public RegistrationTraces(CallShard shard)
    {
        _shard = shard;
        _exchange = new(shard.Buffers);
        int shards = shard.Parts.Shards.Count;
        _accepted = new(AcceptedBytes / shards);
        _asked = new(AskedBytes / shards);
        _refused = new(RefusedBytes / shards);
        _outward = new(OutwardBytes / shards);
    }

    /// <summary>A REGISTER is in hand: from now on what goes out is its answer.</summary>
    public void Begin(ServerTransaction transaction, SipMessage register)
    {
        _exchange.Clear();
        Note(register, transaction.Source);
        _shard.Outbox.Overhear(_exchange);
    }

    /// <summary>It has its answer, or none. <paramref name="claimed"/>: the phone of the plan that it names, whoever has sent it.</summary>
    public void End(RegistrationResult result, CompiledIngress? claimed)
    {
        _shard.Outbox.Overhear(null);
        if (claimed is { IsPhone: true })
        {
            LadderRing<string> ring = result switch
            {
                RegistrationResult.Challenged => _asked,
                RegistrationResult.WrongPassword or RegistrationResult.Suspended or RegistrationResult.OtherNumber or RegistrationResult.GeofenceDenied => _refused,
                _ => _accepted,
            };
            ring.Add(claimed.Name, _exchange.Packed.Span);
        }

        _exchange.Clear();
    }

    /// <summary>A REGISTER of ours is about to be written and sent: what <see cref="EndOutward"/> keeps.</summary>
    public void BeginOutward()
    {
        _exchange.Clear();
        _shard.Outbox.Overhear(_exchange);
    }

    public void EndOutward(string trunk)
    {
        _shard.Outbox.Overhear(null);
        _outward.Add(trunk, _exchange.Packed.Span);
        _exchange.Clear();
    }

    /// <summary>An answer of the carrier's.</summary>
    public void OutwardAnswer(string trunk, SipMessage answer, in Flow flow)
    {
        _exchange.Clear();
        Note(answer, flow);
        _outward.Add(trunk, _exchange.Packed.Span);
        _exchange.Clear();
    }

    /// <summary>What this shard has of a phone, or of a trunk at its carrier; of each kind in order.</summary>
    public IReadOnlyList<LadderMessage> Show(string name, bool isTrunk) => isTrunk
        ? _outward.Read(name, MostShown * 4) // a message each
        : [.. _asked.Read(name, MostShown), .. _refused.Read(name, MostShown), .. _accepted.Read(name, MostShown)];

    private void Note(SipMessage message, in Flow flow) => _exchange.Add(0, sent: false, _shard.Now, flow, message.Buffer.AsSpan(0, message.Length));
}
