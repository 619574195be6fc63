using Vemap.Application.Features.Auth;

namespace Vemap.Web.Endpoints;

internal sealed class AuthEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        MapPasswords(routes.MapGroup("auth").RequireRateLimiting(RequestLimits.Auth));
        MapCookies(routes.MapGroup("auth").RequireRateLimiting(RequestLimits.Refresh).AddEndpointFilter<SameOriginFilter>());

        routes.MapGet("me", async (IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetMe(), cancellationToken)))
            .Sends<GetMe>();
    }

    private static void MapPasswords(RouteGroupBuilder auth)
    {
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
        }).Sends<AnswerChallenge>().TakesTurns().CanRefuse(ProblemKind.Gone).CanRefuse(ProblemKind.Conflict);

        auth.MapPost("password-resets", async (Body<RequestPasswordResetBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            await mediator.Send(new RequestPasswordReset(body.Value), cancellationToken);
            return TypedResults.StatusCode(StatusCodes.Status202Accepted);
        }).Sends<RequestPasswordReset>().AddEndpointFilter<MinimumDurationFilter>().Produces(StatusCodes.Status202Accepted);

        auth.MapPost("password-resets/confirmations", async (Body<ConfirmPasswordResetBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.NoContent(await mediator.Send(new ConfirmPasswordReset(body.Value), cancellationToken)))
            .Sends<ConfirmPasswordReset>().TakesTurns().CanRefuse(ProblemKind.Gone);
    }

    // These work by the refresh cookie. They are counted apart, so that nobody is logged out because somebody at the same address tries passwords.
    private static void MapCookies(RouteGroupBuilder auth)
    {
        auth.MapPost("refresh", async (HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var tokens = await mediator.Send(new RefreshSession(context.Refresh()), cancellationToken);
            context.Keep(tokens);
            return TypedResults.Ok(tokens);
        }).Sends<RefreshSession>().CanRefuse(ProblemKind.Forbidden);

        auth.MapPost("logout", async (HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        {
            await mediator.Send(new LogOut(context.Refresh()), cancellationToken);
            context.Drop();
            return TypedResults.NoContent();
        }).Sends<LogOut>().CanRefuse(ProblemKind.Forbidden);

        auth.MapPost("logout/everywhere", async (HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        {
            await mediator.Send(new LogOutEverywhere(), cancellationToken);
            context.Drop();
            return TypedResults.NoContent();
        }).Sends<LogOutEverywhere>().CanRefuse(ProblemKind.Forbidden);
    }
}
