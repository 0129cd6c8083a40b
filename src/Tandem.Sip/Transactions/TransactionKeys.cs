using System.Buffers.Binary;
using System.IO.Hashing;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Sip.Transactions;

/// <summary>What requests are told apart by, as hashes with a seed that nobody outside knows.</summary>
internal sealed class TransactionKeys(long seed)
{
    /// <summary>
    /// What a request's transaction is found by. With the cookie: branch, sent-by and method; without: the old rules of RFC
    /// 3261 §17.2.3. The source address is mixed in, so that a stranger who learns a branch meets no other's transaction.
    /// </summary>
    public UInt128 KeyOf(SipMessage request, SipMethod method, in Flow flow)
    {
        ViaView via = request.TopVia;
        UInt128 identity = XxHash128.HashToUInt128(via.Branch, seed);
        if (!Branch.IsUnique(via.Branch))
        {
            identity = Mix(identity, request.RequestUri);
            identity = Mix(identity, request.CallId);
            identity = Mix(identity, request.FromTag);
            identity += request.CSeq;
        }

        identity = Mix(identity, via.Host);
        if (method == SipMethod.Other)
        {
            identity = Mix(identity, request.MethodName);
        }

        Span<byte> text = stackalloc byte[24];
        BinaryPrimitives.WriteUInt128LittleEndian(text, flow.Remote.Ip);
        BinaryPrimitives.WriteInt32LittleEndian(text[16..], via.Port);
        BinaryPrimitives.WriteInt32LittleEndian(text[20..], (int)method);
        return Mix(identity, text);
    }

    /// <summary>What is the same in a request that comes by two paths: RFC 3261 §8.2.2.2.</summary>
    public UInt128 MergeKeyOf(SipMessage request)
    {
        UInt128 identity = Mix(XxHash128.HashToUInt128(request.CallId, seed), request.FromTag);
        return identity + (request.CSeq | ((ulong)request.Method << 40));
    }

    /// <summary>
    /// The tag of an answer that makes no dialog: the same request gets the same tag each time, so that nothing need remember it
    /// (RFC 3261 §8.2.7).
    /// </summary>
    public DialogTag TagOf(SipMessage request) =>
        DialogTag.WithoutDialog((uint)Mix(XxHash128.HashToUInt128(request.CallId, seed), request.TopVia.Branch));

    private static UInt128 Mix(UInt128 identity, ReadOnlySpan<byte> more) =>
        (identity << 1) ^ XxHash128.HashToUInt128(more, (long)(ulong)identity);
}
