using Microsoft.AspNetCore.Identity;
using Vemap.Infrastructure.Local;

namespace Vemap.Integration.Common;

/// <summary>The product's hasher, which counts how often it had to check a password: the work that could tell by its time who has an account.</summary>
internal sealed class CountingHasher : IPasswordHasher<Credential>
{
    private readonly PasswordHasher<Credential> hasher = new();
    private int checks;

    public int Checks => checks;

    public string HashPassword(Credential user, string password) => hasher.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(Credential user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref checks);
        return hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
