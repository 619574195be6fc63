using Vemap.Domain.ClientEnvironments;

namespace Vemap.Application.Features.ClientEnvironments;

/// <summary>Lists all client environments of the platform, the newest first.</summary>
[Access(Role.Admin)]
public sealed record ListClientEnvironments(EnvironmentStatus? Status, string? Cursor, int? Limit, bool? Count)
    : IQuery<Page<ClientEnvironmentItem>>, IPaged;

public sealed record ClientEnvironmentItem(
    ClientEnvironmentId Id,
    string Slug,
    string Name,
    EnvironmentStatus Status,
    EnvironmentMode Mode,
    DateTimeOffset CreatedAt,
    int Version);

internal sealed class ListClientEnvironmentsValidator : AbstractValidator<ListClientEnvironments>
{
    public ListClientEnvironmentsValidator() => this.Paged();
}

internal sealed class ListClientEnvironmentsHandler(IReadStore store) : IRequestHandler<ListClientEnvironments, Page<ClientEnvironmentItem>>
{
    public async Task<Page<ClientEnvironmentItem>> Handle(ListClientEnvironments request, CancellationToken cancellationToken) =>
        await request.Page(await store.ListAsync(new ClientEnvironmentPage(request), cancellationToken), item => [item.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(new ClientEnvironmentPage(request with { Cursor = null }), cancellationToken));
}

internal sealed class ClientEnvironmentPage(ListClientEnvironments request) : ReadSpecification<ClientEnvironmentItem>
{
    public override IQueryable<ClientEnvironmentItem> Query(IRows rows)
    {
        var environments = rows.Of<ClientEnvironment>();
        if (request.Status is { } status) environments = environments.Where(environment => environment.Status == status);
        if (request.AfterId<ClientEnvironment>() is { } after) environments = environments.Where(environment => environment.Id < after);
        return environments
            .OrderByDescending(environment => environment.Id)
            .Take(request.Take())
            .Select(environment => new ClientEnvironmentItem(
                environment.Id, environment.Slug, environment.Name, environment.Status, environment.Mode, environment.CreatedAt, environment.Version));
    }
}
