using System.Buffers.Binary;
using System.Net;
using Microsoft.AspNetCore.Http;
using Tandem.Routing.Access;
using Tandem.Routing.Trunks;

namespace Tandem.Api.Access;

/// <summary>From where a request comes.</summary>
internal static class Origin
{
    /// <summary>Whether a fence lets it come from there.</summary>
    public static bool IsWithin(Geofence fence, HttpContext context, IPlaces places) =>
        CompiledGeofence.Of(fence).Lets(IpOf(context.Connection.RemoteIpAddress), places);

    /// <summary>The same of an address as text; what is no address is outside of every fence that allows something.</summary>
    public static bool IsWithin(Geofence fence, string address, IPlaces places) =>
        fence.Allow.Count + fence.Deny.Count == 0 || CompiledGeofence.Of(fence).Lets(IpOf(IPAddress.TryParse(address, out IPAddress? ip) ? ip : null), places);

    public static Place PlaceOf(HttpContext context, IPlaces places) => places.Of(IpOf(context.Connection.RemoteIpAddress));

    /// <summary>As text in a record has it; unknown when it is no address.</summary>
    public static Place PlaceOf(string address, IPlaces places) => IPAddress.TryParse(address, out IPAddress? ip) ? places.Of(IpOf(ip)) : Place.Unknown;

    private static UInt128 IpOf(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        (address ?? IPAddress.IPv6Any).MapToIPv6().TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
