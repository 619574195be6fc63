using Vemap.Domain.Stakeholders;

namespace Vemap.Application.Features.Stakeholders;

/// <summary>Lists stakeholders by name: those of the environment and of the projects that the caller may see.</summary>
/// <param name="ProjectId">Only stakeholders that this project can mail: those of the environment and its own.</param>
/// <param name="Register">Only those of the environment, or only those of projects.</param>
/// <param name="Text">The beginning of the name, regardless of case.</param>
[Access(Role.Organisation, Role.Manager)]
public sealed record ListStakeholders(ProjectId? ProjectId, Register? Register, StakeholderCategory? Category, string? Text, string? Cursor, int? Limit,
    bool? Count)
    : IQuery<Page<StakeholderItem>>, IPaged, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ProjectId;
}

public enum Register
{
    Environment,
    Project,
}

/// <param name="Email">Null for a Manager when the stakeholder belongs to the environment, and so are the fallback address and the phone number.</param>
public sealed record StakeholderItem(
    StakeholderId Id,
    ProjectId? ProjectId,
    string Name,
    string? Organisation,
    string? Email,
    string? FallbackEmail,
    string? Phone,
    string Language,
    StakeholderCategory Category,
    bool Mandatory,
    UserId? LinkedUserId,
    int Version);

internal sealed class ListStakeholdersValidator : AbstractValidator<ListStakeholders>
{
    public ListStakeholdersValidator()
    {
        RuleFor(request => request.Register).IsInEnum();
        RuleFor(request => request.Category).IsInEnum();
        RuleFor(request => request.Text).MaximumLength(100);
        this.Paged(keys: 2);
    }
}

internal sealed class ListStakeholdersHandler(IReadStore store, CallContext call) : IRequestHandler<ListStakeholders, Page<StakeholderItem>>
{
    public async Task<Page<StakeholderItem>> Handle(ListStakeholders request, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(new StakeholderPage(request, call.Access.Role == Role.Organisation), cancellationToken);
        return await request.Page(rows, item => [item.Name.ToLowerInvariant(), item.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(new StakeholderPage(request with { Cursor = null }, call.Access.Role == Role.Organisation),
                cancellationToken));
    }
}

internal sealed class StakeholderPage(ListStakeholders request, bool seesAddresses) : ReadSpecification<StakeholderItem>
{
    public override IQueryable<StakeholderItem> Query(IRows rows)
    {
        var found = rows.Of<Stakeholder>();
        if (request.ProjectId is { } project) found = found.Where(row => row.ProjectId == null || row.ProjectId == project);
        if (request.Register == Register.Environment) found = found.Where(row => row.ProjectId == null);
        if (request.Register == Register.Project) found = found.Where(row => row.ProjectId != null);
        if (request.Category is { } category) found = found.Where(row => row.Category == category);
        if (request.Text?.ToLowerInvariant() is { } text) found = found.Where(row => row.SortName.StartsWith(text));
        if (request.After() is [var name, var id])
        {
            var last = StakeholderId.Parse(id, null);
            found = found.Where(row => string.Compare(row.SortName, name) > 0 || (row.SortName == name && row.Id > last));
        }

        return found.OrderBy(row => row.SortName).ThenBy(row => row.Id)
            .Take(request.Take())
            .Select(row => new StakeholderItem(
                row.Id,
                row.ProjectId,
                row.Name,
                row.Organisation,
                seesAddresses || row.ProjectId != null ? row.Email : null,
                seesAddresses || row.ProjectId != null ? row.FallbackEmail : null,
                seesAddresses || row.ProjectId != null ? row.Phone : null,
                row.Language,
                row.Category,
                row.Mandatory,
                row.LinkedUser,
                row.Version));
    }
}
