namespace Vemap.Domain.Deliveries;

/// <summary>What happened to a mail: said by the mail service, later by the provider, or by the application itself.</summary>
public enum DeliveryEventKind
{
    /// <summary>The server took it over (250).</summary>
    Accepted,

    /// <summary>The server said 4xx or could not be reached: the application queues a later attempt.</summary>
    Deferred,

    /// <summary>The server said 5xx.</summary>
    Refused,

    /// <summary>Nobody knows whether the server took it over: the connection was lost after the final dot, or the mail service died.</summary>
    Ambiguous,

    /// <summary>It could not be sent for a reason of our own: content missing, a header refused.</summary>
    Failed,

    /// <summary>The last hop may not reach this address (trial mode, not production).</summary>
    NotAllowed,

    /// <summary>The provider proved that it arrived.</summary>
    Delivered,

    /// <summary>The provider reported a permanent bounce.</summary>
    Bounced,

    /// <summary>The provider is still trying.</summary>
    Delayed,

    /// <summary>The recipient called it spam.</summary>
    Complained,

    /// <summary>Handed over to the mail service.</summary>
    Dispatched,

    /// <summary>The address was found suppressed when it was its turn.</summary>
    Suppressed,

    /// <summary>The mailing had expired when it was its turn.</summary>
    Expired,

    /// <summary>The mailing was cancelled before it was its turn.</summary>
    Cancelled,

    /// <summary>The provider has told nothing for so long that it will not any more.</summary>
    Unheard,
}
