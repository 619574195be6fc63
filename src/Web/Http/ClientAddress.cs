using System.Net;

namespace Vemap.Web.Http;

/// <summary>
/// The address of the client, for limits and the audit log. Behind a trusted proxy the connection's address has been replaced by the forwarded one
/// before this is read.
/// </summary>
internal static class ClientAddress
{
    private const int IPv6Bytes = 16;
    private const int NetworkBytes = 8;

    /// <summary>As it is written in the audit log.</summary>
    public static string Of(HttpContext context) => Plain(context)?.ToString() ?? "";

    /// <summary>What limits count as one client: an IPv4 address, or the /64 of an IPv6 address, all of which belongs to one subscriber.</summary>
    public static string GroupOf(HttpContext context)
    {
        if (Plain(context) is not { } address) return "";
        var bytes = address.GetAddressBytes();
        if (bytes.Length < IPv6Bytes) return address.ToString();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    private static IPAddress? Plain(HttpContext context) =>
        context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;
}
