namespace Vemap.Domain.MessageTemplates;

/// <summary>Subject and HTML with ((placeholders)), per language. A change is a new version; a mailing keeps the one it was written from.</summary>
public sealed class MessageTemplate : TenantAggregate
{
    private readonly List<MessageTemplateVersion> versions = [];

    private MessageTemplate()
    {
    }

    public MessageTemplate(MessageTemplateId id, string name, MailingKind kind, IReadOnlyList<MessageText> texts, DateTimeOffset now)
    {
        Id = id;
        Add(name, kind, texts, now);
    }

    // Its version is still 0, for nothing was saved: whoever changes it has seen "v0".
    private MessageTemplate(DefaultTemplate origin)
    {
        (Id, Name, Kind, Current) = (origin.Id, origin.Name, origin.Kind, 1);
        versions.Add(new MessageTemplateVersion(Id, Current, origin.Texts, DateTimeOffset.UnixEpoch));
    }

    public MessageTemplateId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The kind of mailing it is written for.</summary>
    public MailingKind Kind { get; private set; }

    /// <summary>The number of the newest version.</summary>
    public int Current { get; private set; }

    public IReadOnlyCollection<MessageTemplateVersion> Versions => versions;

    /// <summary>The environment's own copy of a default one; the default stays its first version.</summary>
    public static MessageTemplate FromDefault(DefaultTemplate origin) => new(origin);

    public void Change(string name, MailingKind kind, IReadOnlyList<MessageText> texts, DateTimeOffset now) => Add(name, kind, texts, now);

    private void Add(string name, MailingKind kind, IReadOnlyList<MessageText> texts, DateTimeOffset now)
    {
        (Name, Kind, Current) = (name, kind, Current + 1);
        versions.Add(new MessageTemplateVersion(Id, Current, texts, now));
        Touch(now);
    }
}

/// <summary>One wording of a template; never changed.</summary>
public sealed class MessageTemplateVersion : ITenantBound
{
    private MessageTemplateVersion()
    {
    }

    internal MessageTemplateVersion(MessageTemplateId messageTemplateId, int number, IReadOnlyList<MessageText> texts, DateTimeOffset createdAt) =>
        (MessageTemplateId, Number, Texts, CreatedAt) = (messageTemplateId, number, texts, createdAt);

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public MessageTemplateId MessageTemplateId { get; private set; }

    public int Number { get; private set; }

    public IReadOnlyList<MessageText> Texts { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }
}
