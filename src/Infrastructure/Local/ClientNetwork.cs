using System.Net;

namespace Vemap.Infrastructure.Local;

/// <summary>What counts as one caller without an account: an IPv4 address, or the /64 of an IPv6 address, which belongs to one subscriber.</summary>
internal static class ClientNetwork
{
    private const int LongAddress = 16;
    private const int SubscriberBytes = 8;

    public static string Of(string origin)
    {
        if (!IPAddress.TryParse(origin, out var address)) return origin;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4().ToString();
        var bytes = address.GetAddressBytes();
        if (bytes.Length < LongAddress) return address.ToString();
        bytes.AsSpan(SubscriberBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
