using Microsoft.AspNetCore.Http;
using Tandem.Store.Audit;
using Tandem.Store.People;

namespace Tandem.Api.Access;

/// <summary>Who asks, and what he may: a user who has signed in, an API key, or the installation's key.</summary>
/// <param name="Who">As the audit trail names him.</param>
/// <param name="Rights">His role.</param>
/// <param name="Accounts">The accounts that are all he sees; null for everything.</param>
internal sealed record Caller(Author Who, Role Rights, IReadOnlySet<string>? Accounts)
{
    /// <summary>Name of the installation key in the audit trail, and of nobody else.</summary>
    public const string AdminName = "admin";

    /// <summary>Put before an API key's name in the audit trail. No user's name has a colon.</summary>
    public const string KeyPrefix = "key:";

    /// <summary>The session, where he has one: its token's hash and what is kept of it.</summary>
    public (byte[] Hash, Session Session)? SignedIn { get; init; }

    /// <summary>The API key, where he has one: its hash and what is kept of it.</summary>
    public (byte[] Hash, ApiKey Key)? ByKey { get; init; }

    /// <summary>He sees some accounts only.</summary>
    public bool IsLimited => Accounts is not null;

    public bool Owns(string account) => Accounts is null || (account.Length > 0 && Accounts.Contains(account));

    public bool May(string page, PageAccess access) => Rights.On(page) >= access;

    /// <summary>The caller of a request that has passed <see cref="KeyGate"/>.</summary>
    public static Caller Of(HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("Only what passes the gate asks who it is.");

    /// <summary>The installation's administrator.</summary>
    public static Caller Administrator(string address) => new(new(AdminName, address), Role.Administrator, null);

    /// <summary>An API key with its role.</summary>
    public static Caller Of(byte[] hash, ApiKey key, Role role, string address) =>
        new(new(KeyPrefix + key.Name, address), role, SetOf(key.Accounts)) { ByKey = (hash, key) };

    /// <summary>A user who has signed in.</summary>
    public static Caller Of(byte[] hash, Session session, Role role, string address) =>
        new(new(session.User.Name, address), role, SetOf(session.User.Accounts)) { SignedIn = (hash, session) };

    /// <summary>Where a request comes from.</summary>
    public static string AddressOf(HttpContext context)
    {
        System.Net.IPAddress? address = context.Connection.RemoteIpAddress;
        return (address?.IsIPv4MappedToIPv6 == true ? address.MapToIPv4() : address)?.ToString() ?? "";
    }

    private static HashSet<string>? SetOf(IReadOnlyList<string>? accounts) => accounts is null ? null : new(accounts, StringComparer.Ordinal);
}
