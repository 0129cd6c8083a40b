using Tandem.Sip.Transactions;

namespace Tandem.Calls.Control;

/// <summary>A request that is written and waits for its way; without a transaction it is an ACK. The bytes are of the shard's pool.</summary>
internal readonly record struct WaitingRequest(ClientTransaction? Transaction, byte[] Bytes, int Length);
