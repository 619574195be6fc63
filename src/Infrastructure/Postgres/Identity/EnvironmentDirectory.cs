using Microsoft.EntityFrameworkCore;
using Vemap.Application.Common.Requests;
using Vemap.Domain.ClientEnvironments;

namespace Vemap.Infrastructure.Postgres.Identity;

internal sealed class EnvironmentDirectory(VemapDbContext db, CallContext call) : IEnvironmentDirectory
{
    public async Task<EnvironmentProfile> GetAsync(CancellationToken cancellationToken)
    {
        var id = call.Environment;
        var environment = await db.Set<ClientEnvironment>().FirstOrDefaultAsync(environment => environment.Id == id, cancellationToken)
            ?? throw CommonProblems.NotFound();
        return new EnvironmentProfile(
            environment.Name,
            environment.Status == EnvironmentStatus.Suspended,
            environment.Mode == EnvironmentMode.Trial,
            new MailIdentity(environment.SenderName, environment.SenderAddress, environment.ReplyTo),
            environment.DutyDesk,
            environment.Settings.ReleaseAbove,
            environment.Settings.AllowedAddresses,
            environment.AccentColour,
            environment.Area ?? EnvironmentArea.Default);
    }
}
