using Vemap.Application.Features.Contractors;

namespace Vemap.Web.Endpoints;

internal sealed class ContractorsEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var contractors = routes.MapGroup($"{EndpointGroups.Environment}/contractors");

        contractors.MapGet("", async (ClientEnvironmentId environmentId, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListContractors(cursor, limit, count), cancellationToken)))
            .Sends<ListContractors>();

        contractors.MapPost("", async (ClientEnvironmentId environmentId, Body<CreateContractorBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var made = await mediator.Send(new CreateContractor(body.Value), cancellationToken);
            return Answer.Created(made.Id.ToString(), made, made.Version);
        }).Sends<CreateContractor>();

        contractors.MapGet("{contractorId}", async (ClientEnvironmentId environmentId, ContractorId contractorId, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var found = await mediator.Send(new GetContractor(contractorId), cancellationToken);
            return Answer.Ok(found, found.Version);
        }).Sends<GetContractor>();

        contractors.MapPut("{contractorId}", async (ClientEnvironmentId environmentId, ContractorId contractorId, IfMatch ifMatch, Body<ChangeContractorBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new ChangeContractor(contractorId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<ChangeContractor>();
    }
}
