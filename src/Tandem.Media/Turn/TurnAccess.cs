using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Tandem.Media.Ice;

namespace Tandem.Media.Turn;

internal enum TurnOutcome
{
    Accepted,

    /// <summary>No credentials: they are asked for.</summary>
    Unauthenticated,

    /// <summary>Unknown user, wrong password, or one whose time is over.</summary>
    Wrong,

    /// <summary>A nonce that we have not sent to this host, or that is too old.</summary>
    Stale,
    Malformed,
}

/// <summary>Who has logged in with a request, and what its answer is sealed with.</summary>
internal ref struct TurnLogin(Span<byte> key)
{
    private readonly Span<byte> _whole = key;

    /// <summary>Of the user, for quotas: the same for all logins of one time-limited user.</summary>
    public UInt128 User { get; set; }

    /// <summary>Allocations that this user may have; 0 = as all.</summary>
    public int Quota { get; set; }

    public StunAttribute Integrity { get; set; }

    /// <summary>Where the integrity begins: nothing behind it counts.</summary>
    public int Covered { get; set; }

    public ReadOnlySpan<byte> Key { get; private set; }

    public void Keep(scoped ReadOnlySpan<byte> key)
    {
        key.CopyTo(_whole);
        Key = _whole[..key.Length];
    }
}

/// <summary>
/// The long-term credentials of RFC 8489 §9.2, with passwords of users or time-limited ones (draft-uberti-behave-turn-rest-00). SHA-1 as every client has it, SHA-256 where the client
/// can; nothing is allocated.
/// </summary>
internal sealed class TurnAccess(TurnNonces nonces)
{
    public const int LongestKey = 32;
    private const int LongestUser = 508; // RFC 8489 §14.3
    private const int LongestRealm = 763; // RFC 8489 §14.9
    private const ushort Md5 = 1;
    private const ushort Sha256 = 2;

    /// <summary>PASSWORD-ALGORITHMS: SHA-256, MD5. RFC 8489 §14.11.</summary>
    public static ReadOnlySpan<byte> Algorithms => [0, 2, 0, 0, 0, 1, 0, 0];

    public TurnOutcome Check(TurnBook book, ReadOnlySpan<byte> request, UInt128 host, long nowSeconds, ref TurnLogin login)
    {
        bool isSha256 = StunMessage.TryFind(request, StunAttribute.MessageIntegritySha256, out _, out int end);
        if (!isSha256 && !StunMessage.TryFind(request, StunAttribute.MessageIntegrity, out _, out end))
        {
            return TurnOutcome.Unauthenticated;
        }

        ReadOnlySpan<byte> covered = request[..end];
        login.Covered = end;
        login.Integrity = isSha256 ? StunAttribute.MessageIntegritySha256 : StunAttribute.MessageIntegrity;
        if (!StunMessage.TryFind(covered, StunAttribute.Username, out ReadOnlySpan<byte> user, out _) || user.Length is 0 or > LongestUser
            || !StunMessage.TryFind(covered, StunAttribute.Realm, out ReadOnlySpan<byte> realm, out _)
            || !StunMessage.TryFind(covered, StunAttribute.Nonce, out ReadOnlySpan<byte> nonce, out _)
            || !TryReadAlgorithm(covered, out bool isSha256Key))
        {
            return TurnOutcome.Malformed;
        }

        if (!nonces.IsGood(nonce, host, nowSeconds))
        {
            return TurnOutcome.Stale;
        }

        bool isKnown = realm.SequenceEqual(book.Realm) && book.Realm.Length <= LongestRealm
            && (TryLongTerm(book, user, isSha256Key, request, ref login) || TryTimeLimited(book, user, isSha256Key, request, nowSeconds, ref login));
        return isKnown ? TurnOutcome.Accepted : TurnOutcome.Wrong;
    }

    /// <summary>Neither attribute: an older client, MD5. Both, as we have offered them. RFC 8489 §9.2.4.</summary>
    private static bool TryReadAlgorithm(ReadOnlySpan<byte> covered, out bool isSha256)
    {
        bool hasOffer = StunMessage.TryFind(covered, StunAttribute.PasswordAlgorithms, out ReadOnlySpan<byte> offer, out _);
        bool hasChoice = StunMessage.TryFind(covered, StunAttribute.PasswordAlgorithm, out ReadOnlySpan<byte> choice, out _);
        ushort chosen = hasChoice && choice.Length >= 4 ? BinaryPrimitives.ReadUInt16BigEndian(choice) : (ushort)0;
        isSha256 = chosen == Sha256;
        return hasOffer == hasChoice && (!hasOffer || (offer.SequenceEqual(Algorithms) && chosen is Md5 or Sha256));
    }

    private static bool TryLongTerm(TurnBook book, ReadOnlySpan<byte> user, bool isSha256, ReadOnlySpan<byte> request, ref TurnLogin login)
    {
        Span<byte> text = stackalloc byte[LongestUser + 1 + LongestRealm];
        Span<byte> index = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Joined(text, user, book.Realm), index);
        if (!book.TryFind(index, isSha256, out ReadOnlySpan<byte> key, out int quota) || !StunSeal.IsRight(request, login.Integrity, key))
        {
            return false;
        }

        login.Keep(key);
        login.User = BinaryPrimitives.ReadUInt128BigEndian(index);
        login.Quota = quota;
        return true;
    }

    private static bool TryTimeLimited(TurnBook book, ReadOnlySpan<byte> user, bool isSha256, ReadOnlySpan<byte> request, long nowSeconds, ref TurnLogin login)
    {
        if (book.Secrets.Length == 0 || !Utf8Parser.TryParse(user, out long expires, out int digits) || (digits < user.Length && user[digits] != ':') || expires < nowSeconds)
        {
            return false;
        }

        Span<byte> text = stackalloc byte[LongestUser + 1 + LongestRealm + 1 + TurnKeys.PasswordLength];
        Span<byte> key = stackalloc byte[LongestKey];
        Span<byte> index = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (byte[] secret in book.Secrets)
        {
            int at = Joined(text, user, book.Realm).Length;
            text[at++] = (byte)':';
            TurnKeys.WritePassword(secret, user, text.Slice(at, TurnKeys.PasswordLength));
            int length = TurnKeys.Write(text[..(at + TurnKeys.PasswordLength)], isSha256, key);
            if (StunSeal.IsRight(request, login.Integrity, key[..length]))
            {
                login.Keep(key[..length]);
                SHA256.HashData(digits < user.Length ? user[(digits + 1)..] : user, index);
                login.User = BinaryPrimitives.ReadUInt128BigEndian(index);
                login.Quota = 0;
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> Joined(Span<byte> into, ReadOnlySpan<byte> user, ReadOnlySpan<byte> realm)
    {
        user.CopyTo(into);
        into[user.Length] = (byte)':';
        realm.CopyTo(into[(user.Length + 1)..]);
        return into[..(user.Length + 1 + realm.Length)];
    }
}
