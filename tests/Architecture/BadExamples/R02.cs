namespace Vemap.Domain.R02;

/// <summary>A decision that depends on a package.</summary>
public sealed class R02KnowsMediatR(MediatR.IMediator mediator)
{
    public object Mediator => mediator;
}

/// <summary>A specification outside a type that ends with Spec.</summary>
public sealed class R02ClosuresOfToday : Ardalis.Specification.Specification<Vemap.Domain.Closures.Closure>;
