using System.Buffers.Binary;
using Tandem.Media.Ice;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Media.Turn;

/// <summary>
/// The requests of a TURN client, each answered at once and without a memory of its own, but for the allocation. Who asks without right credentials, or too often, gets the same
/// short answer or none. RFC 8656 §7–§12.
/// </summary>
internal sealed class TurnRequests(TurnTable table, TurnPorts ports, TurnPeers peers, TurnLocals locals, TurnAccess access, TurnNonces nonces, SourceGate gate, FailedLogins logins, TurnCounts counts, Func<int, uint> tokenOf)
{
    public const ushort Allocate = 0x0003;
    public const ushort Refresh = 0x0004;
    public const ushort CreatePermission = 0x0008;
    public const ushort ChannelBind = 0x0009;

    private const uint DefaultLifetime = 600;
    private const int MostUnknown = 4;

    public TurnBook Book { get; set; } = TurnBook.Empty;

    /// <summary>Writes the answer and says its length; 0: none.</summary>
    public int Answer(ReadOnlySpan<byte> request, in TurnClient client, Span<byte> answer, long nowMs, long nowSeconds)
    {
        TurnAllocation? allocation = table.Find(client);
        if (allocation is null && !gate.Passes(client.Address, []))
        {
            counts.Add(TurnCount.TooFast);
            return 0;
        }

        if (allocation is null && logins.SuspendedUntil(client.Address, Book.Rules.MaxRetry) is not null)
        {
            return Suspended(request, answer); // who has an allocation has shown a right password, and goes on
        }

        Span<byte> key = stackalloc byte[TurnAccess.LongestKey];
        var login = new TurnLogin(key);
        TurnOutcome outcome = access.Check(Book, request, client.Address.Ip, nowSeconds, ref login);
        Note(outcome, client);
        if (outcome != TurnOutcome.Accepted)
        {
            return Challenge(request, client, outcome, allocation is not null, answer, nowSeconds);
        }

        Span<ushort> unknown = stackalloc ushort[MostUnknown];
        ReadOnlySpan<byte> wish = request[..login.Covered];
        int unknowns = TurnWish.Unknown(wish, unknown);
        if (unknowns > 0)
        {
            counts.Add(TurnCount.UnknownAttribute);
            return Refuse(request, TurnError.UnknownAttribute, unknown[..unknowns], ref login, answer);
        }

        if (allocation is not null && allocation.User != login.User)
        {
            return Refuse(request, TurnError.WrongCredentials, [], ref login, answer);
        }

        uint lifetime = 0;
        TurnError error = StunMessage.TypeOf(request) switch
        {
            Allocate => Make(wish, client, ref login, nowMs, ref allocation, out lifetime),
            Refresh => Renew(wish, nowMs, allocation, out lifetime),
            CreatePermission => Permit(wish, nowMs, allocation),
            _ => Bind(wish, nowMs, allocation),
        };
        return error == TurnError.None ? Grant(request, client, allocation, lifetime, ref login, answer) : Refuse(request, error, [], ref login, answer);
    }

    private TurnError Make(ReadOnlySpan<byte> request, in TurnClient client, ref TurnLogin login, long nowMs, ref TurnAllocation? allocation, out uint lifetime)
    {
        lifetime = TurnWish.LifetimeOf(request, DefaultLifetime);
        UInt128 transaction = BinaryPrimitives.ReadUInt128BigEndian(request[4..]);
        if (allocation is not null)
        {
            return allocation.Transaction == transaction ? TurnError.None : TurnError.Mismatch;
        }

        TurnError error = TurnWish.Check(request, out bool isIPv4);
        if (error != TurnError.None)
        {
            return error;
        }

        if (table.OfUser(login.User) >= (login.Quota > 0 ? login.Quota : Book.Rules.UserQuota))
        {
            return TurnError.UserQuota;
        }

        if (table.OfSource(client.Source) >= Book.Rules.SourceQuota)
        {
            return TurnError.SourceQuota;
        }

        if (!locals.TryFind(client, isIPv4, out UInt128 local, out NetAddress shown))
        {
            return TurnError.FamilyNotServed;
        }

        DatagramSocket? socket = Take(request, local, login.User, nowMs, out ulong token);
        if (socket is null)
        {
            return TurnError.NoCapacity;
        }

        var made = new TurnAllocation(client, socket, new(shown.Ip, socket.Local.Port), login.User)
        {
            Transaction = transaction,
            Token = token,
            UntilMs = nowMs + (lifetime * 1000L),
        };
        if (!table.TryAdd(made, tokenOf))
        {
            made.Dispose();
            return TurnError.NoCapacity;
        }

        counts.Add(TurnCount.Allocations);
        allocation = made;
        return TurnError.None;
    }

    private DatagramSocket? Take(ReadOnlySpan<byte> request, UInt128 local, UInt128 user, long nowMs, out ulong token)
    {
        token = 0;
        if (StunMessage.TryFind(request, StunAttribute.ReservationToken, out ReadOnlySpan<byte> claimed, out _))
        {
            return ports.Claim(BinaryPrimitives.ReadUInt64BigEndian(claimed), user);
        }

        bool isEven = StunMessage.TryFind(request, StunAttribute.EvenPort, out ReadOnlySpan<byte> even, out _);
        return isEven && (even[0] & 0x80) != 0 ? ports.TryTakeTwo(local, user, nowMs, out token) : ports.TryTake(local, isEven);
    }

    private TurnError Renew(ReadOnlySpan<byte> request, long nowMs, TurnAllocation? allocation, out uint lifetime)
    {
        lifetime = TurnWish.LifetimeOf(request, DefaultLifetime);
        if (allocation is null)
        {
            return TurnError.Mismatch;
        }

        if (TurnWish.TryReadFamily(request, out byte family) && family != (allocation.Relayed.IsIPv4 ? TurnWish.FamilyIPv4 : TurnWish.FamilyIPv6))
        {
            return TurnError.PeerFamily;
        }

        allocation.UntilMs = nowMs + (lifetime * 1000L);
        if (lifetime == 0)
        {
            table.Remove(allocation);
        }

        return TurnError.None;
    }

    /// <summary>All of the peers or none. RFC 8656 §10.2.</summary>
    private TurnError Permit(ReadOnlySpan<byte> request, long nowMs, TurnAllocation? allocation)
    {
        if (allocation is null)
        {
            return TurnError.Mismatch;
        }

        int known = 0;
        int added = 0;
        int next = StunMessage.HeaderLength;
        while (TryNextPeer(request, ref next, out ReadOnlySpan<byte> value))
        {
            TurnError error = Check(request, value, allocation, out NetAddress peer);
            if (error != TurnError.None || !peers.MayPermit(peer.Ip))
            {
                return error != TurnError.None ? error : TurnError.Forbidden;
            }

            bool isKnown = allocation.MayPass(peer.Ip, nowMs);
            (known, added) = isKnown ? (known + 1, added) : (known, added + 1);
        }

        if (known + added == 0 || !allocation.HasRoomFor(added, nowMs))
        {
            return known + added == 0 ? TurnError.BadRequest : TurnError.NoCapacity;
        }

        next = StunMessage.HeaderLength;
        while (TryNextPeer(request, ref next, out ReadOnlySpan<byte> value))
        {
            Check(request, value, allocation, out NetAddress peer);
            allocation.Permit(peer.Ip, nowMs);
        }

        return TurnError.None;
    }

    private static bool TryNextPeer(ReadOnlySpan<byte> request, ref int next, out ReadOnlySpan<byte> value)
    {
        while (StunMessage.TryNext(request, ref next, out StunAttribute type, out value, out _))
        {
            if (type == StunAttribute.XorPeerAddress)
            {
                return true;
            }
        }

        return false;
    }

    private TurnError Bind(ReadOnlySpan<byte> request, long nowMs, TurnAllocation? allocation)
    {
        if (allocation is null)
        {
            return TurnError.Mismatch;
        }

        if (!StunMessage.TryFind(request, StunAttribute.ChannelNumber, out ReadOnlySpan<byte> number, out _) || number.Length != 4
            || BinaryPrimitives.ReadUInt16BigEndian(number) is not (>= TurnAllocation.FirstChannel and <= TurnAllocation.LastChannel)
            || !StunMessage.TryFind(request, StunAttribute.XorPeerAddress, out ReadOnlySpan<byte> value, out _))
        {
            return TurnError.BadRequest;
        }

        TurnError error = Check(request, value, allocation, out NetAddress peer);
        if (error != TurnError.None)
        {
            return error;
        }

        if (!peers.MayReach(peer))
        {
            return TurnError.Forbidden;
        }

        return allocation.TryBind(BinaryPrimitives.ReadUInt16BigEndian(number), peer, nowMs, out bool isFull) ? TurnError.None
            : isFull ? TurnError.NoCapacity : TurnError.BadRequest;
    }

    private static TurnError Check(ReadOnlySpan<byte> request, ReadOnlySpan<byte> value, TurnAllocation allocation, out NetAddress peer) =>
        !StunMessage.TryReadAddress(request, value, out peer) ? TurnError.BadRequest
        : peer.IsIPv4 != allocation.Relayed.IsIPv4 ? TurnError.PeerFamily
        : TurnError.None;

    private int Grant(ReadOnlySpan<byte> request, in TurnClient client, TurnAllocation? allocation, uint lifetime, ref TurnLogin login, Span<byte> answer)
    {
        ushort type = StunMessage.TypeOf(request);
        var writer = new StunWriter(answer, StunMessage.SuccessOf(type), request[4..]);
        if (type == Allocate && allocation is not null)
        {
            writer.AddXorAddress(StunAttribute.XorRelayedAddress, allocation.Relayed);
            writer.Add(StunAttribute.Lifetime, lifetime);
            writer.AddXorAddress(StunAttribute.XorMappedAddress, client.Address);
            if (allocation.Token != 0)
            {
                Span<byte> bytes = stackalloc byte[TurnPorts.TokenLength];
                BinaryPrimitives.WriteUInt64BigEndian(bytes, allocation.Token);
                writer.Add(StunAttribute.ReservationToken, bytes);
            }
        }
        else if (type == Refresh)
        {
            writer.Add(StunAttribute.Lifetime, lifetime);
        }

        return Seal(request, ref writer, ref login);
    }

    private int Challenge(ReadOnlySpan<byte> request, in TurnClient client, TurnOutcome outcome, bool isOfAllocation, Span<byte> answer, long nowSeconds)
    {
        // An allocation's client asks as often as it likes, as long as it says the right password.
        counts.Add(outcome switch
        {
            TurnOutcome.Unauthenticated => TurnCount.Unauthenticated,
            TurnOutcome.Stale => TurnCount.StaleNonce,
            TurnOutcome.Malformed => TurnCount.BadRequest,
            _ => TurnCount.WrongCredentials,
        });
        if (isOfAllocation && !gate.Passes(client.Address, []))
        {
            counts.Add(TurnCount.TooFast);
            return 0;
        }

        var writer = new StunWriter(answer, StunMessage.ErrorOf(StunMessage.TypeOf(request)), request[4..]);
        writer.AddError(outcome switch { TurnOutcome.Stale => 438, TurnOutcome.Malformed => 400, _ => 401 });
        if (outcome != TurnOutcome.Malformed)
        {
            Span<byte> nonce = stackalloc byte[TurnNonces.Length];
            nonces.Write(nonce, client.Address.Ip, nowSeconds);
            writer.Add(StunAttribute.Realm, Book.Realm);
            writer.Add(StunAttribute.Nonce, nonce);
            writer.Add(StunAttribute.PasswordAlgorithms, TurnAccess.Algorithms);
        }

        return Finish(request, ref writer);
    }

    /// <summary>The nonce of a wrong one was ours, sent to this very host: nobody can have another suspended.</summary>
    private void Note(TurnOutcome outcome, in TurnClient client)
    {
        if (outcome == TurnOutcome.Wrong)
        {
            logins.Failed(client.Address, Book.Rules.FailedSuspend);
        }
        else if (outcome == TurnOutcome.Accepted)
        {
            logins.Succeeded(client.Address);
        }
    }

    private int Suspended(ReadOnlySpan<byte> request, Span<byte> answer)
    {
        counts.Add(TurnCount.Suspended);
        var writer = new StunWriter(answer, StunMessage.ErrorOf(StunMessage.TypeOf(request)), request[4..]);
        writer.AddError(403);
        return Finish(request, ref writer);
    }

    private int Refuse(ReadOnlySpan<byte> request, TurnError error, ReadOnlySpan<ushort> unknown, ref TurnLogin login, Span<byte> answer)
    {
        (int code, TurnCount count) = Meaning(error);
        if (error != TurnError.UnknownAttribute)
        {
            counts.Add(count);
        }

        var writer = new StunWriter(answer, StunMessage.ErrorOf(StunMessage.TypeOf(request)), request[4..]);
        writer.AddError(code);
        if (!unknown.IsEmpty)
        {
            writer.AddUnknown(unknown);
        }

        return Seal(request, ref writer, ref login);
    }

    private static (int Code, TurnCount Count) Meaning(TurnError error) => error switch
    {
        TurnError.Forbidden => (403, TurnCount.ForbiddenPeer),
        TurnError.UnknownAttribute => (420, TurnCount.UnknownAttribute),
        TurnError.Mismatch => (437, TurnCount.Mismatch),
        TurnError.FamilyNotServed => (440, TurnCount.Unsupported),
        TurnError.WrongCredentials => (441, TurnCount.Mismatch),
        TurnError.TransportNotServed => (442, TurnCount.Unsupported),
        TurnError.PeerFamily => (443, TurnCount.Unsupported),
        TurnError.UserQuota => (486, TurnCount.UserQuota),
        TurnError.SourceQuota => (486, TurnCount.SourceQuota),
        TurnError.NoCapacity => (508, TurnCount.NoCapacity),
        _ => (400, TurnCount.BadRequest),
    };

    /// <summary>By the same means as the request. RFC 8489 §9.2.4.</summary>
    private static int Seal(ReadOnlySpan<byte> request, ref StunWriter writer, ref TurnLogin login)
    {
        if (login.Integrity == StunAttribute.MessageIntegritySha256)
        {
            writer.SealSha256(login.Key);
        }
        else
        {
            writer.Seal(login.Key);
        }

        return Finish(request, ref writer);
    }

    private static int Finish(ReadOnlySpan<byte> request, ref StunWriter writer)
    {
        if (StunMessage.TryFind(request, StunAttribute.Fingerprint, out _, out _))
        {
            writer.AddFingerprint();
        }

        writer.End();
        return writer.Length;
    }
}
