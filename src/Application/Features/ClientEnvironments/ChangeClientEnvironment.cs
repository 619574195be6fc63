using Vemap.Domain.ClientEnvironments;

namespace Vemap.Application.Features.ClientEnvironments;

/// <summary>Changes the settings of a client environment that only the platform decides: name, mode and mail sender.</summary>
[Access(Role.Admin)]
public sealed record ChangeClientEnvironment(int Version, ChangeClientEnvironmentBody Body)
    : ICommand<ChangeClientEnvironmentResult>, IHasBody<ChangeClientEnvironmentBody>;

public sealed record ChangeClientEnvironmentBody(string Name, EnvironmentMode Mode, string SenderName, string SenderAddress, string? ReplyTo);

public sealed record ChangeClientEnvironmentResult(ClientEnvironmentId Id, int Version) : IVersioned;

internal sealed class ChangeClientEnvironmentValidator : AbstractValidator<ChangeClientEnvironment>
{
    public ChangeClientEnvironmentValidator()
    {
        RuleFor(request => request.Body.Name).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.Mode).IsInEnum();
        RuleFor(request => request.Body.SenderName).NotEmpty().MaximumLength(100);
        RuleFor(request => request.Body.SenderAddress).NotEmpty().MailAddress();
        RuleFor(request => request.Body.ReplyTo).MailAddress();
    }
}

internal sealed class ChangeClientEnvironmentHandler(IRepository<ClientEnvironment> environments, CallContext call, TimeProvider clock)
    : IRequestHandler<ChangeClientEnvironment, ChangeClientEnvironmentResult>
{
    public async Task<ChangeClientEnvironmentResult> Handle(ChangeClientEnvironment request, CancellationToken cancellationToken)
    {
        var environment = await environments.GetAsync(ClientEnvironmentSpec.ById(call.Environment), request.Version, cancellationToken);
        var body = request.Body;
        environment.Change(body.Name, body.Mode, new MailSender(body.SenderName, body.SenderAddress, body.ReplyTo), clock.GetUtcNow());
        return new ChangeClientEnvironmentResult(environment.Id, environment.Version);
    }
}
