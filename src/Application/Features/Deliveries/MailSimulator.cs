using Vemap.Domain.Deliveries;

namespace Vemap.Application.Features.Deliveries;

/// <summary>Addresses at simulator.vemap.test never reach a server, yet everything that follows a mail happens to them.</summary>
internal static class MailSimulator
{
    public static bool Knows(OutgoingMail mail) => SimulatorAddress.Is(mail.Address);

    public static SendOutcome Outcome(OutgoingMail mail) => Name(mail) switch
    {
        "success" or "permanent-failure" or "complaint" => new(DeliveryEventKind.Accepted, 250, "2.0.0", "250 2.0.0 Simulated"),
        "temporary-failure" => new(DeliveryEventKind.Deferred, 451, "4.7.1", "451 4.7.1 Simulated"),
        _ => new(DeliveryEventKind.Refused, 550, "5.1.1", "550 5.1.1 The simulator knows success, temporary-failure, permanent-failure and complaint"),
    };

    public static IEnumerable<DeliveryEvent> Events(OutgoingMail mail, DateTimeOffset now) => Name(mail) switch
    {
        "success" => [Event(mail, DeliveryEventKind.Delivered, now)],
        "permanent-failure" => [Event(mail, DeliveryEventKind.Bounced, now)],
        "complaint" => [Event(mail, DeliveryEventKind.Delivered, now), Event(mail, DeliveryEventKind.Complained, now)],
        _ => [],
    };

    private static string Name(OutgoingMail mail) => mail.Address[..^SimulatorAddress.Domain.Length].ToLowerInvariant();

    private static DeliveryEvent Event(OutgoingMail mail, DeliveryEventKind kind, DateTimeOffset now) =>
        new(mail.Environment, mail.Recipient, mail.Attempt, $"simulator-{kind}", kind, now, kind == DeliveryEventKind.Bounced ? 550 : null, kind == DeliveryEventKind.Bounced ? "5.1.1" : null, "Simulated");
}
