using Tandem.Wire.Flows;

namespace Tandem.Media.Ice;

/// <summary>
/// ICE-lite's part of a side: our own credentials, and the answer to a check that knows them. A lite agent sends no checks. RFC 8445 §2.5, §7.3.
/// </summary>
internal sealed class IceCredentials(byte[] ufrag, byte[] password)
{
    private const int RoleConflict = 487;

    /// <summary>
    /// Writes the answer to a binding request with our credentials, and says its length; 0 when it is no such request: nothing is answered then, for an answer
    /// to a stranger would tell that somebody is here, and could be aimed at a third.
    /// </summary>
    public int Answer(ReadOnlySpan<byte> request, in NetAddress source, Span<byte> answer)
    {
        if (StunMessage.TypeOf(request) != StunMessage.BindingRequest || !IsOurUser(request)
            || !StunSeal.IsRight(request, StunAttribute.MessageIntegrity, password) || !StunSeal.HasFingerprint(request))
        {
            return 0;
        }

        // Two lite agents can't be told apart by roles; a full agent is always controlling towards us (RFC 8445 §6.1.1).
        bool isConflict = StunMessage.TryFind(request, StunAttribute.IceControlled, out _, out _);
        var writer = new StunWriter(answer, isConflict ? StunMessage.BindingError : StunMessage.BindingSuccess, request[4..]);
        if (isConflict)
        {
            writer.AddError(RoleConflict);
        }
        else
        {
            writer.AddXorAddress(StunAttribute.XorMappedAddress, source);
        }

        writer.Seal(password);
        writer.AddFingerprint();
        return writer.Length;
    }

    private bool IsOurUser(ReadOnlySpan<byte> request) =>
        StunMessage.TryFind(request, StunAttribute.Username, out ReadOnlySpan<byte> user, out _)
        && user.Length > ufrag.Length && user[ufrag.Length] == (byte)':' && user[..ufrag.Length].SequenceEqual(ufrag);
}
