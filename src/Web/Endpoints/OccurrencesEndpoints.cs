using Vemap.Application.Features.Closures;
using Vemap.Domain.Closures;

namespace Vemap.Web.Endpoints;

/// <summary>What happens night by night; the version in If-Match is the closure's.</summary>
internal sealed class OccurrencesEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var occurrences = routes.MapGroup($"{EndpointGroups.Environment}/projects/{{projectId}}/closures/{{closureId}}/occurrences");

        routes.MapGet($"{EndpointGroups.Environment}/occurrences", async (
            ClientEnvironmentId environmentId, [AsParameters] OccurrenceFilter filter, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new FindOccurrences(filter.Status?.Value, filter.From?.Value, filter.To?.Value, page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<FindOccurrences>();

        occurrences.MapGet("", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, [AsParameters] OccurrenceFilter filter, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new ListOccurrences(projectId, closureId, filter.Status?.Value, filter.From?.Value, filter.To?.Value, page.Cursor, page.Limit, page.Count),
                cancellationToken)))
            .Sends<ListOccurrences>();

        occurrences.MapPost("{occurrenceId}/starts", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, OccurrenceId occurrenceId, IfMatch ifMatch,
                Body<StartOccurrenceBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new StartOccurrence(projectId, closureId, occurrenceId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<StartOccurrence>();

        occurrences.MapPost("{occurrenceId}/ends", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, OccurrenceId occurrenceId, IfMatch ifMatch,
                Body<EndOccurrenceBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new EndOccurrence(projectId, closureId, occurrenceId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<EndOccurrence>();

        occurrences.MapPost("{occurrenceId}/reversals", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, OccurrenceId occurrenceId, IfMatch ifMatch,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new RevertOccurrence(projectId, closureId, occurrenceId, ifMatch.Version), cancellationToken)))
            .Sends<RevertOccurrence>();

        occurrences.MapPost("{occurrenceId}/non-executions", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, OccurrenceId occurrenceId, IfMatch ifMatch,
                Body<ReportOccurrenceNotCarriedOutBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(
                new ReportOccurrenceNotCarriedOut(projectId, closureId, occurrenceId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<ReportOccurrenceNotCarriedOut>();

        occurrences.MapPost("{occurrenceId}/overruns", async (
            ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, OccurrenceId occurrenceId, IfMatch ifMatch,
                Body<ReportOverrunBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ReportOverrun(projectId, closureId, occurrenceId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<ReportOverrun>();
    }
}

internal sealed record OccurrenceFilter(Choices<OccurrenceStatus>? Status, Instant? From, Instant? To);
