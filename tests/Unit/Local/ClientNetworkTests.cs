using Vemap.Infrastructure.Local;

namespace Vemap.Unit.Local;

public sealed class ClientNetworkTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::9", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::9", "2001:db8:1:3::/64")]
    [InlineData("", "")]
    public void An_IPv6_address_counts_as_its_subscribers_network(string origin, string network) => Assert.Equal(network, ClientNetwork.Of(origin));
}
