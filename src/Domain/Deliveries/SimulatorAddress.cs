namespace Vemap.Domain.Deliveries;

/// <summary>Addresses that never reach a server, yet everything that follows a mail happens to them; allowed in every mode.</summary>
public static class SimulatorAddress
{
    public const string Domain = "@simulator.vemap.test";

    public static bool Is(string address) => address.EndsWith(Domain, StringComparison.OrdinalIgnoreCase);
}
