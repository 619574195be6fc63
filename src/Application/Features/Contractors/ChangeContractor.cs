using Vemap.Domain.Contractors;

namespace Vemap.Application.Features.Contractors;

/// <summary>The road authority changes a contractor's name and contact data.</summary>
[Access(Role.Organisation)]
public sealed record ChangeContractor(ContractorId ContractorId, int Version, ChangeContractorBody Body)
    : ICommand<ChangeContractorResult>, IHasBody<ChangeContractorBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ContractorId;
}

public sealed record ChangeContractorBody(string Name, string? ContactName = null, string? Email = null, string? Phone = null);

public sealed record ChangeContractorResult(ContractorId Id, int Version) : IVersioned;

internal sealed class ChangeContractorValidator : AbstractValidator<ChangeContractor>
{
    public ChangeContractorValidator()
    {
        RuleFor(request => request.Body.Name).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.ContactName).MaximumLength(200);
        RuleFor(request => request.Body.Email).MailAddress();
        RuleFor(request => request.Body.Phone).MaximumLength(40);
    }
}

internal sealed class ChangeContractorHandler(IRepository<Contractor> contractors, TimeProvider clock)
    : IRequestHandler<ChangeContractor, ChangeContractorResult>
{
    public async Task<ChangeContractorResult> Handle(ChangeContractor request, CancellationToken cancellationToken)
    {
        var body = request.Body;
        var contractor = await contractors.GetAsync(ContractorSpec.ById(request.ContractorId), request.Version, cancellationToken);
        if (await contractors.AnyAsync(ContractorSpec.WithName(body.Name, request.ContractorId), cancellationToken)) throw ContractorProblems.NameTaken();
        contractor.Change(body.Name, body.ContactName, body.Email, body.Phone, clock.GetUtcNow());
        return new ChangeContractorResult(contractor.Id, contractor.Version);
    }
}
