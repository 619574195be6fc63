namespace Vemap.Domain.Deliveries;

/// <summary>Which addresses mail may reach in trial mode and outside production: "jan@example.nl", "@example.nl" for a whole domain, "*" for every address (where the mail server is a sink).</summary>
public static class AllowList
{
    public static bool Contains(IReadOnlyCollection<string> list, string address)
    {
        var domain = address[Math.Max(0, address.LastIndexOf('@'))..];
        return list.Any(entry => entry == "*"
            || string.Equals(entry, address, StringComparison.OrdinalIgnoreCase)
            || (entry.StartsWith('@') && string.Equals(entry, domain, StringComparison.OrdinalIgnoreCase)));
    }
}
