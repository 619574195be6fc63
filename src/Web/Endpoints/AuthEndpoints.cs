using Vemap.Application.Features.Auth;

namespace Vemap.Web.Endpoints;

internal sealed class AuthEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("auth").RequireRateLimiting(RequestLimits.Auth);

        auth.MapPost("login", async (Body<LogInBody> body, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var result = await mediator.Send(new LogIn(body.Value), cancellationToken);
            context.Keep(result.Tokens);
            return TypedResults.Ok(result);
        }).Sends<LogIn>().TakesTurns();

        auth.MapPost("challenges", async (Body<AnswerChallengeBody> body, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var result = await mediator.Send(new AnswerChallenge(body.Value), cancellationToken);
            context.Keep(result.Tokens);
            return TypedResults.Ok(result);
        }).Sends<AnswerChallenge>().TakesTurns().CanRefuse(ProblemKind.Gone);

        auth.MapPost("refresh", async (HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var tokens = await mediator.Send(new RefreshSession(context.Refresh()), cancellationToken);
            context.Keep(tokens);
            return TypedResults.Ok(tokens);
        }).Sends<RefreshSession>();

        auth.MapPost("logout", async (HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        {
            await mediator.Send(new LogOut(context.Refresh()), cancellationToken);
            context.Drop();
            return TypedResults.NoContent();
        }).Sends<LogOut>();

        auth.MapPost("password-resets", async (Body<RequestPasswordResetBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            await mediator.Send(new RequestPasswordReset(body.Value), cancellationToken);
            return TypedResults.StatusCode(StatusCodes.Status202Accepted);
        }).Sends<RequestPasswordReset>().AddEndpointFilter<MinimumDurationFilter>().Produces(StatusCodes.Status202Accepted);

        auth.MapPost("password-resets/confirmations", async (Body<ConfirmPasswordResetBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.NoContent(await mediator.Send(new ConfirmPasswordReset(body.Value), cancellationToken)))
            .Sends<ConfirmPasswordReset>().TakesTurns().CanRefuse(ProblemKind.Gone);

        routes.MapGet("me", async (IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetMe(), cancellationToken)))
            .Sends<GetMe>();
    }
}
