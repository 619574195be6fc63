internal sealed class R15Endpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("r15", async (IMediator mediator, IRepository<Project> projects, CancellationToken cancellationToken) =>
        {
            var project = await projects.GetAsync(ProjectSpec.ById(id), cancellationToken);
            if (project.Status == ProjectStatus.Archived) return Results.Conflict();
            project.AddMember(user, now);
            await mediator.Send(new R15Other(), cancellationToken);
            return Results.Ok();
        }).Sends<R15AddMember>();
        routes.MapGet("r15", () => "Sends nothing, and does not say what.");
    }
}
