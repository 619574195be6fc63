using Vemap.Application.Features.Closures;
using Vemap.Domain.Closures;

namespace Vemap.Web.Endpoints;

/// <summary>What happens night by night; the version in If-Match is the closure's.</summary>
internal sealed class OccurrencesEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var occurrences = routes.MapGroup($"{EndpointGroups.Environment}/projects/{{projectId}}/closures/{{closureId}}/occurrences");

        routes.MapGet($"{EndpointGroups.Environment}/occurrences", async (ClientEnvironmentId environmentId, Choices<OccurrenceStatus>? status, Instant? from, Instant? to, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new FindOccurrences(status?.Value, from?.Value, to?.Value, cursor, limit, count), cancellationToken)))
            .Sends<FindOccurrences>();

        occurrences.MapGet("", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, Choices<OccurrenceStatus>? status, Instant? from, Instant? to, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListOccurrences(projectId, closureId, status?.Value, from?.Value, to?.Value, cursor, limit, count), cancellationToken)))
            .Sends<ListOccurrences>();

        occurrences.MapPost("{occurrenceId}/starts", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, OccurrenceId occurrenceId, IfMatch ifMatch, Body<StartOccurrenceBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var started = await mediator.Send(new StartOccurrence(projectId, closureId, occurrenceId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(started, started.Version);
        }).Sends<StartOccurrence>();

        occurrences.MapPost("{occurrenceId}/ends", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, OccurrenceId occurrenceId, IfMatch ifMatch, Body<EndOccurrenceBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var ended = await mediator.Send(new EndOccurrence(projectId, closureId, occurrenceId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(ended, ended.Version);
        }).Sends<EndOccurrence>();

        occurrences.MapPost("{occurrenceId}/reversals", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, OccurrenceId occurrenceId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var reverted = await mediator.Send(new RevertOccurrence(projectId, closureId, occurrenceId, ifMatch.Version), cancellationToken);
            return Answer.Ok(reverted, reverted.Version);
        }).Sends<RevertOccurrence>();

        occurrences.MapPost("{occurrenceId}/non-executions", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, OccurrenceId occurrenceId, IfMatch ifMatch, Body<ReportOccurrenceNotCarriedOutBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var reported = await mediator.Send(new ReportOccurrenceNotCarriedOut(projectId, closureId, occurrenceId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(reported, reported.Version);
        }).Sends<ReportOccurrenceNotCarriedOut>();

        occurrences.MapPost("{occurrenceId}/overruns", async (ClientEnvironmentId environmentId, ProjectId projectId, ClosureId closureId, OccurrenceId occurrenceId, IfMatch ifMatch, Body<ReportOverrunBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var overrunning = await mediator.Send(new ReportOverrun(projectId, closureId, occurrenceId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(overrunning, overrunning.Version);
        }).Sends<ReportOverrun>();
    }
}
