namespace Vemap.Domain.Mailings;

/// <summary>What a route can prove of the mail it takes over.</summary>
public enum MailProof
{
    /// <summary>The provider tells of deliveries, bounces and complaints.</summary>
    Events,

    /// <summary>The relay sends delivery status notifications (RFC 3461).</summary>
    Dsn,

    /// <summary>A plain relay: that the server took it over is all that will ever be known.</summary>
    AcceptedOnly,
}
