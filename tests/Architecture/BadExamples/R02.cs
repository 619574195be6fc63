namespace Vemap.Domain.R02;

/// <summary>A decision that depends on a package.</summary>
public sealed class R02KnowsMediatR(MediatR.IMediator mediator)
{
    public object Mediator => mediator;
}
