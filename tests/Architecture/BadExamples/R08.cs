using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;

namespace Vemap.Application.Features.R08
{
    public sealed record R08Request : IRequest<Unit>;

    /// <summary>A public handler that sends further requests and uses another handler.</summary>
    public class R08Handler(IMediator mediator) : IRequestHandler<R08Request, Unit>
    {
        public R08OtherHandler? Other { get; init; }

        public Task<Unit> Handle(R08Request request, CancellationToken cancellationToken) => mediator.Send(request, cancellationToken);
    }

    public sealed class R08OtherHandler;

    public class R08Validator : AbstractValidator<R08Request>;

    public class R08Behaviour : IPipelineBehavior<R08Request, Unit>
    {
        public Task<Unit> Handle(R08Request request, CancellationToken cancellationToken, RequestHandlerDelegate<Unit> next) => next();
    }

    public class R08Consumer : IConsumer<Vemap.Domain.R08.R08Happened>
    {
        public IEnumerable<Vemap.Application.Common.Requests.ICommand> Translate(Vemap.Domain.R08.R08Happened happened) => [];
    }
}

namespace Vemap.Domain.R08
{
    public sealed record R08Happened : Vemap.Domain.Common.IDomainEvent;
}

namespace Vemap.Infrastructure.R08
{
    public class R08Locks : ILocks
    {
        public Task TakeAsync(LockName name, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
