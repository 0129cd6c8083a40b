using Tandem.Calls.Control;
using Tandem.Routing.Trunks;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Setup;

/// <summary>
/// Where answers to a trunk's requests go, by its <c>sipResponseAddressMethod</c> (SW §2.2). Method 2 with a name in the Via asks the locator (RFC 3263 §5); when the name is not known
/// yet, the answers wait for it, and the last one goes out. A name that leads nowhere counts as method 1.
/// </summary>
internal sealed class AnswerAddresses(CallShard shard)
{
    /// <summary>Null: nothing is known of who asks, and RFC 3581 holds.</summary>
    public void Set(ServerTransaction transaction, SipMessage request, ResponseAddressMethod? trunks)
    {
        if (trunks is not { } known)
        {
            return;
        }

        var method = (ResponseAddress)known;
        transaction.ResponseFlow = ResponseStart.AddressFor(request, transaction.Source, method);
        if (method != ResponseAddress.ViaAddress || !ResponseStart.TryName(request, transaction.Source, out ReadOnlySpan<byte> host, out int port))
        {
            return;
        }

        string name = shard.Names.Of(host, port, TransportKind.Udp);
        if (shard.Parts.Locator.TryGet(name, out IReadOnlyList<Target> targets))
        {
            transaction.ResponseFlow = FlowTo(targets, transaction);
        }
        else
        {
            transaction.HoldsAnswers = true;
            shard.Parts.Locator.Resolve(name, shard.Shard, new Question(shard, transaction));
        }
    }

    /// <summary>The first place that the request's own listener reaches.</summary>
    private static Flow FlowTo(IReadOnlyList<Target> targets, ServerTransaction transaction)
    {
        for (int i = 0; i < targets.Count; i++)
        {
            if (targets[i].Address.IsIPv4 == transaction.Source.Remote.IsIPv4)
            {
                return transaction.Source.To(targets[i].Address);
            }
        }

        return transaction.ResponseFlow;
    }

    private sealed class Question(CallShard shard, ServerTransaction transaction) : LocationQuestion
    {
        private readonly uint _generation = transaction.Generation;

        public override void Take(IReadOnlyList<Target> targets)
        {
            if (transaction.Generation == _generation)
            {
                shard.Table.Release(transaction, FlowTo(targets, transaction));
            }
        }
    }
}
