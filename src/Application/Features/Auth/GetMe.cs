namespace Vemap.Application.Features.Auth;

/// <summary>Who is signed in, with the client environments they belong to and the role in each.</summary>
[Access(Audience.SignedIn)]
public sealed record GetMe : IQuery<GetMeResult>;

public sealed record GetMeResult(
    UserId Id,
    string Email,
    string FullName,
    string? Company,
    string? Phone,
    string Language,
    bool IsAdmin,
    IReadOnlyList<OwnMembership> Memberships,
    int Version) : IVersioned;

internal sealed class GetMeHandler(IReadStore store, IOwnMemberships memberships, CallContext call) : IRequestHandler<GetMe, GetMeResult>
{
    public async Task<GetMeResult> Handle(GetMe request, CancellationToken cancellationToken)
    {
        var me = await store.GetAsync(new OwnAccount(call.User), cancellationToken);
        return me with { Memberships = await memberships.ListAsync(call.User, cancellationToken) };
    }
}

internal sealed class OwnAccount(UserId id) : ReadSpecification<GetMeResult>
{
    public override IQueryable<GetMeResult> Query(IRows rows) =>
        from user in rows.Of<User>()
        where user.Id == id
        select new GetMeResult(
            user.Id, user.Email, user.FullName, user.Company, user.Phone, user.Language, user.IsAdmin, Array.Empty<OwnMembership>(), user.Version);
}
