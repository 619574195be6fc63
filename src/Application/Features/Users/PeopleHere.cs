namespace Vemap.Application.Features.Users;

/// <summary>A membership with its person, as the environment may see them: while the invitation is pending, what the environment entered itself.</summary>
internal sealed class PersonHere
{
    public required Membership Membership { get; init; }

    public required string Email { get; init; }

    public required string FullName { get; init; }

    public required string? Company { get; init; }

    public required string? Phone { get; init; }

    public required string Language { get; init; }

    public required UserStatus Status { get; init; }
}

/// <summary>Joins memberships with their users. Nothing of a user may be read in an environment in any other way.</summary>
internal static class PeopleHere
{
    public static IQueryable<PersonHere> WithPeople(this IQueryable<Membership> memberships, IRows rows) =>
        from membership in memberships
        join user in rows.Of<User>() on membership.UserId equals user.Id
        select new PersonHere
        {
            Membership = membership,
            Email = membership.InviteeEmail ?? user.Email,
            FullName = membership.InviteeFullName ?? user.FullName,
            Company = membership.InviteeFullName != null ? membership.InviteeCompany : user.Company,
            Phone = membership.InviteeFullName != null ? membership.InviteePhone : user.Phone,
            Language = membership.InviteeLanguage ?? user.Language,
            Status = membership.InviteeFullName != null ? UserStatus.Invited : user.Status,
        };
}
