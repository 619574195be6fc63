using Vemap.Domain.ClientEnvironments;
using Vemap.Domain.Files;

namespace Vemap.Application.Features.ClientEnvironments;

/// <summary>Changes the settings that the organisation decides: branding, duty desk, when mailings wait for release, and the addresses that trial mail may go
/// to.</summary>
[Access(Role.Organisation, Role.Admin)]
public sealed record ChangeEnvironmentSettings(int Version, ChangeEnvironmentSettingsBody Body)
    : ICommand<ChangeEnvironmentSettingsResult>, IHasBody<ChangeEnvironmentSettingsBody>;

/// <param name="Area">Where closures may lie, as a box in degrees; left out or null: the Netherlands with its sea.</param>
/// <param name="LogoFileId">An available logo of this environment.</param>
public sealed record ChangeEnvironmentSettingsBody(
    FileId? LogoFileId,
    string? AccentColour,
    string? DutyDesk,
    int ReleaseAbove,
    IReadOnlyList<string> AllowedAddresses,
    EnvironmentArea? Area = null);

public sealed record ChangeEnvironmentSettingsResult(ClientEnvironmentId Id, int Version) : IVersioned;

internal sealed class ChangeEnvironmentSettingsValidator : AbstractValidator<ChangeEnvironmentSettings>
{
    private const int MostAddresses = 200;

    public ChangeEnvironmentSettingsValidator()
    {
        RuleFor(request => request.Body.AccentColour).Cascade(CascadeMode.Stop).MaximumLength(7).WithErrorCode("not-a-colour")
            .Matches(@"^#[0-9a-fA-F]{6}\z").WithErrorCode("not-a-colour").WithMessage("Write it as #rrggbb.");
        RuleFor(request => request.Body.DutyDesk).MaximumLength(40);
        RuleFor(request => request.Body.ReleaseAbove).InclusiveBetween(0, 100_000).WithErrorCode("out-of-range");
        RuleFor(request => request.Body.Area)
            .Must(area => area is null or { West: >= -180, East: <= 180, South: >= -90, North: <= 90 }
            && (area is null || (area.West < area.East && area.South < area.North)))
            .WithErrorCode("bounding-box").WithMessage("West, south, east and north in degrees, west before east and south before north.");
        RuleFor(request => request.Body.AllowedAddresses).AtMost(MostAddresses);
        RuleForEach(request => request.Body.AllowedAddresses).MaximumLength(MailAddressRule.MaxLength)
            .Must(address => address.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at && at < address.Length - 1)
            .WithErrorCode("not-an-address").WithMessage("Give an address, or @domain for a whole domain.");
    }
}

internal sealed class ChangeEnvironmentSettingsHandler(IRepository<ClientEnvironment> environments, IRepository<StoredFile> files, ILocks locks,
    CallContext call, TimeProvider clock)
    : IRequestHandler<ChangeEnvironmentSettings, ChangeEnvironmentSettingsResult>
{
    public async Task<ChangeEnvironmentSettingsResult> Handle(ChangeEnvironmentSettings request, CancellationToken cancellationToken)
    {
        // The logo could be deleted at the same time.
        await locks.TakeAsync(LockName.Logos, cancellationToken);
        var environment = await environments.GetAsync(ClientEnvironmentSpec.ById(call.Environment), request.Version, cancellationToken);
        var body = request.Body;
        if (body.LogoFileId is { } logo && !await files.AnyAsync(FileSpec.AvailableLogo(logo), cancellationToken)) throw ClientEnvironmentProblems.NoSuchLogo();
        var settings = new EnvironmentSettings(body.ReleaseAbove, body.AllowedAddresses);
        environment.ChangeSettings(body.LogoFileId, body.AccentColour, body.DutyDesk, settings, clock.GetUtcNow(), body.Area);
        return new ChangeEnvironmentSettingsResult(environment.Id, environment.Version);
    }
}
