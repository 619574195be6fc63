using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Vemap.Web.Hosting;

/// <summary>Section "Proxy" of the configuration.</summary>
internal sealed class ProxyOptions : IValidatableObject
{
    /// <summary>Addresses or networks (CIDR) of the proxies whose X-Forwarded-For is believed.</summary>
    public string[] Trusted { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Trusted.Where(text => !TryParse(text, out _))
        .Select(text => new ValidationResult($"Proxy:Trusted has \"{text}\", which is neither an IP address nor a network such as 10.0.0.0/8."));

    /// <summary>A single address is a network of one.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network)) return true;
        if (!IPAddress.TryParse(text, out var address)) return false;
        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }
}

/// <summary>Takes the client's address from X-Forwarded-For where the connection comes from a trusted proxy, and nowhere else.</summary>
internal static class ForwardedAddresses
{
    public static void AddForwardedAddresses(this IServiceCollection services)
    {
        services.AddOptions<ProxyOptions>().BindConfiguration("Proxy").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((options, proxy) =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            // Every hop is checked, so the chain may be as long as the proxies make it.
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var text in proxy.Value.Trusted)
            {
                if (ProxyOptions.TryParse(text, out var network)) options.KnownIPNetworks.Add(network);
            }
        });
    }

    public static void UseForwardedAddresses(this WebApplication app)
    {
        // Without any known proxy the framework's middleware would believe everybody.
        if (app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Trusted.Length > 0) app.UseForwardedHeaders();
    }
}
