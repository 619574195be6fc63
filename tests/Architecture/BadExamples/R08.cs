using MediatR;

namespace Vemap.Application.Features.R08;

public sealed record R08Request : IRequest<Unit>;

/// <summary>A handler that all the world sees, and that sends further requests.</summary>
public class R08Handler(IMediator mediator) : IRequestHandler<R08Request, Unit>
{
    public Task<Unit> Handle(R08Request request, CancellationToken cancellationToken) => mediator.Send(request, cancellationToken);
}
