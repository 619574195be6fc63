using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Vemap.Infrastructure.Local;

namespace Vemap.Infrastructure.Postgres.Identity;

/// <summary>ASP.NET Core Identity's own store on our context; the unit of work saves.</summary>
internal sealed class CredentialStore : UserOnlyStore<Credential, VemapDbContext, Guid>
{
    public CredentialStore(VemapDbContext db, IdentityErrorDescriber errors)
        : base(db, errors) => AutoSaveChanges = false;
}
