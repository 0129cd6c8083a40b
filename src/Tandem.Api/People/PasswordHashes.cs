using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Konscious.Security.Cryptography;

namespace Tandem.Api.People;

/// <summary>
/// Passwords by Argon2id (RFC 9106), as PHC strings. One is worked on at a time: each takes 19 MB and some tens of milliseconds of a processor, and this process carries calls. Who waits is
/// bounded too.
/// </summary>
internal sealed class PasswordHashes : IDisposable
{
    public const int LongestPassword = 128;
    private const int MostWaiting = 16;

    // The second of the settings that OWASP names as equal: little memory, since calls need it.
    private const int MemoryKilobytes = 19_456;
    private const int Passes = 2;
    private const int Lanes = 1;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly byte[] _nobodysSalt = RandomNumberGenerator.GetBytes(SaltBytes);
    private int _waiting;

    /// <summary>What is kept of a password; null when too many are being worked on.</summary>
    public async Task<string?> HashAsync(string password, CancellationToken stop)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        byte[]? hash = await WorkAsync(password, salt, MemoryKilobytes, Passes, Lanes, HashBytes, stop);
        return hash is null
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"$argon2id$v=19$m={MemoryKilobytes},t={Passes},p={Lanes}${Text(salt)}${Text(hash)}");
    }

    /// <summary>
    /// Whether a password is the one that was kept; null when too many are being worked on. With nothing kept it takes as long, so that the time does not tell whether a name is known.
    /// </summary>
    public async Task<bool?> IsAsync(string password, string? kept, CancellationToken stop)
    {
        if (!TryRead(kept, out (int Memory, int Passes, int Lanes, byte[] Salt, byte[] Hash) known))
        {
            return await WorkAsync(password, _nobodysSalt, MemoryKilobytes, Passes, Lanes, HashBytes, stop) is null ? null : false;
        }

        byte[]? hash = await WorkAsync(password, known.Salt, known.Memory, known.Passes, known.Lanes, known.Hash.Length, stop);
        return hash is null ? null : CryptographicOperations.FixedTimeEquals(hash, known.Hash);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<byte[]?> WorkAsync(string password, byte[] salt, int memory, int passes, int lanes, int length, CancellationToken stop)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }

        try
        {
            await _turn.WaitAsync(stop);
            try
            {
                // Argon2 takes no empty password, and no password that is kept is empty: it is worked on like any other wrong one.
                using var argon = new Argon2id(password.Length == 0 ? [0] : Encoding.UTF8.GetBytes(password)) { Salt = salt, MemorySize = memory, Iterations = passes, DegreeOfParallelism = lanes };
                return await argon.GetBytesAsync(length);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static bool TryRead(string? kept, out (int Memory, int Passes, int Lanes, byte[] Salt, byte[] Hash) known)
    {
        known = default;
        string[] parts = (kept ?? "").Split('$');
        if (parts is not ["", "argon2id", "v=19", string costs, string salt, string hash])
        {
            return false;
        }

        int[] numbers = [.. costs.Split(',').Select(static cost => cost.Length > 2 && int.TryParse(cost.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)];
        if (numbers is not [> 0, > 0, > 0])
        {
            return false;
        }

        known = (numbers[0], numbers[1], numbers[2], Bytes(salt), Bytes(hash));
        return known.Salt.Length > 0 && known.Hash.Length > 0;
    }

    /// <summary>Base64 without padding, as PHC strings have it.</summary>
    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Bytes(string text)
    {
        Span<byte> bytes = stackalloc byte[256];
        string padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        return padded.Length < 256 && Convert.TryFromBase64String(padded, bytes, out int length) ? bytes[..length].ToArray() : [];
    }
}
