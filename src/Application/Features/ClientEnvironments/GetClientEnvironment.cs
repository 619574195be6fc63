using Vemap.Domain.ClientEnvironments;

namespace Vemap.Application.Features.ClientEnvironments;

/// <summary>Shows the client environment with its mail sender, branding and settings.</summary>
[Access(Role.Organisation, Role.Admin)]
public sealed record GetClientEnvironment : IQuery<GetClientEnvironmentResult>;

public sealed record GetClientEnvironmentResult(
    ClientEnvironmentId Id,
    string Slug,
    string Name,
    EnvironmentStatus Status,
    EnvironmentMode Mode,
    string SenderName,
    string SenderAddress,
    string? ReplyTo,
    FileId? LogoFileId,
    string? AccentColour,
    string? DutyDesk,
    int ReleaseAbove,
    IReadOnlyList<string> AllowedAddresses,
    EnvironmentArea Area,
    DateTimeOffset CreatedAt,
    int Version) : IVersioned;

internal sealed class GetClientEnvironmentHandler(IReadStore store, CallContext call) : IRequestHandler<GetClientEnvironment, GetClientEnvironmentResult>
{
    public async Task<GetClientEnvironmentResult> Handle(GetClientEnvironment request, CancellationToken cancellationToken)
    {
        var environment = await store.GetAsync(new ClientEnvironmentById(call.Environment), cancellationToken);
        return new GetClientEnvironmentResult(
            environment.Id,
            environment.Slug,
            environment.Name,
            environment.Status,
            environment.Mode,
            environment.SenderName,
            environment.SenderAddress,
            environment.ReplyTo,
            environment.LogoFileId,
            environment.AccentColour,
            environment.DutyDesk,
            environment.Settings.ReleaseAbove,
            environment.Settings.AllowedAddresses,
            environment.Area ?? EnvironmentArea.Default,
            environment.CreatedAt,
            environment.Version);
    }
}

// The settings are one JSON document, of which EF Core cannot select parts, so it is read as a whole.
internal sealed class ClientEnvironmentById(ClientEnvironmentId id) : ReadSpecification<ClientEnvironment>
{
    public override IQueryable<ClientEnvironment> Query(IRows rows) => rows.Of<ClientEnvironment>().Where(environment => environment.Id == id);
}
