using Microsoft.AspNetCore.Identity;

namespace Vemap.Infrastructure.Local;

/// <summary>What ASP.NET Core Identity keeps of a user: the password's hash and the lock-out. Its id is the user's.</summary>
internal sealed class Credential : IdentityUser<Guid>, IPlatformWide;
