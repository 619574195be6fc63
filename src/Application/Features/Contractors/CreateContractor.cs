using Vemap.Domain.Contractors;

namespace Vemap.Application.Features.Contractors;

/// <summary>The road authority adds a company to the environment's register of contractors.</summary>
[Access(Role.Organisation)]
public sealed record CreateContractor(CreateContractorBody Body) : ICommand<CreateContractorResult>, IHasBody<CreateContractorBody>;

public sealed record CreateContractorBody(string Name, string? ContactName = null, string? Email = null, string? Phone = null);

public sealed record CreateContractorResult(ContractorId Id, int Version) : IVersioned;

internal sealed class CreateContractorValidator : AbstractValidator<CreateContractor>
{
    public CreateContractorValidator()
    {
        RuleFor(request => request.Body.Name).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.ContactName).MaximumLength(200);
        RuleFor(request => request.Body.Email).MailAddress();
        RuleFor(request => request.Body.Phone).MaximumLength(40);
    }
}

internal sealed class CreateContractorHandler(IRepository<Contractor> contractors, TimeProvider clock)
    : IRequestHandler<CreateContractor, CreateContractorResult>
{
    public async Task<CreateContractorResult> Handle(CreateContractor request, CancellationToken cancellationToken)
    {
        var body = request.Body;
        if (await contractors.AnyAsync(ContractorSpec.WithName(body.Name), cancellationToken)) throw ContractorProblems.NameTaken();
        var contractor = new Contractor(ContractorId.New(), body.Name, body.ContactName, body.Email, body.Phone, clock.GetUtcNow());
        contractors.Add(contractor);
        return new CreateContractorResult(contractor.Id, contractor.Version);
    }
}
