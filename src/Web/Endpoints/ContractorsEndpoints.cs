using Vemap.Application.Features.Contractors;

namespace Vemap.Web.Endpoints;

internal sealed class ContractorsEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var contractors = routes.MapGroup($"{EndpointGroups.Environment}/contractors");

        contractors.MapGet("", async (
            ClientEnvironmentId environmentId, [AsParameters] PageQuery page, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListContractors(page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<ListContractors>();

        contractors.MapPost("", async (
            ClientEnvironmentId environmentId, Body<CreateContractorBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Created(await mediator.Send(new CreateContractor(body.Value), cancellationToken), made => $"{made.Id}"))
            .Sends<CreateContractor>();

        contractors.MapGet("{contractorId}", async (
            ClientEnvironmentId environmentId, ContractorId contractorId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetContractor(contractorId), cancellationToken)))
            .Sends<GetContractor>();

        contractors.MapPut("{contractorId}", async (
            ClientEnvironmentId environmentId, ContractorId contractorId, IfMatch ifMatch, Body<ChangeContractorBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ChangeContractor(contractorId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<ChangeContractor>();
    }
}
