using System.Net;
using System.Net.Sockets;

namespace Vemap.Lab;

public static class Ports
{
    /// <summary>A port of 127.0.0.1 that nobody uses.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
