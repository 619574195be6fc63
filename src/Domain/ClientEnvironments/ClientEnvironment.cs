namespace Vemap.Domain.ClientEnvironments;

public enum EnvironmentStatus
{
    Active,
    Suspended,
}

public enum EnvironmentMode
{
    /// <summary>Mail goes only to addresses on the allow-list.</summary>
    Trial,
    Live,
}

/// <summary>The tenant: one road authority with its projects, people and mail.</summary>
public sealed class ClientEnvironment : AggregateRoot, IPlatformWide
{
    private ClientEnvironment()
    {
    }

    public ClientEnvironment(ClientEnvironmentId id, string slug, string name, MailSender sender, DateTimeOffset now)
    {
        (Id, Slug) = (id, slug);
        Change(name, EnvironmentMode.Trial, sender, now);
    }

    public ClientEnvironmentId Id { get; private set; }

    /// <summary>The short name in URLs, unique on the platform. It never changes.</summary>
    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    public EnvironmentStatus Status { get; private set; }

    public EnvironmentMode Mode { get; private set; }

    public string SenderName { get; private set; } = "";

    public string SenderAddress { get; private set; } = "";

    public string? ReplyTo { get; private set; }

    public FileId? LogoFileId { get; private set; }

    /// <summary>"#rrggbb".</summary>
    public string? AccentColour { get; private set; }

    /// <summary>Phone number of the authority's duty desk.</summary>
    public string? DutyDesk { get; private set; }

    public EnvironmentSettings Settings { get; private set; } = EnvironmentSettings.Default;

    /// <summary>Where its closures lie; null: <see cref="EnvironmentArea.Default"/>.</summary>
    public EnvironmentArea? Area { get; private set; }

    /// <summary>What only the platform decides: name, mode and in whose name mail goes out.</summary>
    public void Change(string name, EnvironmentMode mode, MailSender sender, DateTimeOffset now)
    {
        (Name, Mode) = (name, mode);
        (SenderName, SenderAddress, ReplyTo) = (sender.Name, sender.Address, sender.ReplyTo);
        Touch(now);
    }

    /// <summary>What the organisation decides for itself.</summary>
    public void ChangeSettings(FileId? logo, string? accentColour, string? dutyDesk, EnvironmentSettings settings, DateTimeOffset now,
        EnvironmentArea? area = null)
    {
        (LogoFileId, AccentColour, DutyDesk, Settings, Area) = (logo, accentColour, dutyDesk, settings, area);
        Touch(now);
    }

    /// <summary>Its users cannot log in, and queued mail waits.</summary>
    public void Suspend(DateTimeOffset now)
    {
        if (Status == EnvironmentStatus.Suspended) throw ClientEnvironmentProblems.AlreadySuspended();
        Status = EnvironmentStatus.Suspended;
        Touch(now);
    }

    public void Reactivate(DateTimeOffset now)
    {
        if (Status == EnvironmentStatus.Active) throw ClientEnvironmentProblems.AlreadyActive();
        Status = EnvironmentStatus.Active;
        Touch(now);
    }
}

/// <summary>The sender of the mails.</summary>
public sealed record MailSender(string Name, string Address, string? ReplyTo);

/// <summary>Settings that are stored as JSON. A missing one has its default.</summary>
/// <param name="ReleaseAbove">A mailing of a Manager to more recipients than this waits for release.</param>
/// <param name="AllowedAddresses">The addresses, or "@domain" for a whole domain, that mail may go to in trial mode.</param>
public sealed record EnvironmentSettings(int ReleaseAbove = 1000, IReadOnlyList<string>? AllowedAddresses = null)
{
    public static EnvironmentSettings Default { get; } = new();

    public IReadOnlyList<string> AllowedAddresses { get; init; } = AllowedAddresses ?? [];
}
