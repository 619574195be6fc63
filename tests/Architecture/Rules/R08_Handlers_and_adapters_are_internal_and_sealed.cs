using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;

namespace Vemap.Architecture.Rules;

/// <summary>Handlers, validators, behaviours, consumers and adapters are internal and sealed, and a handler sends no other requests.</summary>
public sealed class R08_Handlers_and_adapters_are_internal_and_sealed : Rule
{
    private static readonly string[] NotForHandlers = ["MediatR.IMediator", "System.IServiceProvider", "Microsoft.AspNetCore",
        "Microsoft.Extensions.DependencyInjection"];

    protected override int AtLeast => 300;

    protected override IEnumerable<Judgement> Judge(Code code) =>
    [
        .. code.Sentence.That().AreClasses().And().ImplementInterface(typeof(IRequestHandler<,>))
            .Each(type => type.BeSealed().And().NotBePublic(), "is a handler: make it internal sealed"),
        .. code.Sentence.That().AreClasses().And().ImplementInterface(typeof(IPipelineBehavior<,>))
            .Each(type => type.BeSealed().And().NotBePublic(), "is a behaviour: make it internal sealed"),
        .. code.Sentence.That().AreClasses().And().ImplementInterface(typeof(IConsumer<>))
            .Each(type => type.BeSealed().And().NotBePublic(), "is a consumer: make it internal sealed"),
        // By its base class: NetArchTest finds no interface that a base class of another assembly implements.
        .. code.Sentence.That().AreClasses().And().Inherit(typeof(AbstractValidator<>))
            .Each(type => type.BeSealed().And().NotBePublic(), "is a validator: make it internal sealed"),
        .. code.Sentence.That().AreClasses().And().ImplementInterface(typeof(IRequestHandler<,>))
            .Each(type => type.NotHaveDependencyOnAny(NotForHandlers),
                "is a handler that knows a mediator, a container or HTTP. It sends nothing: raise an event"),
        .. Adapters(code).Select(adapter =>
            Judgement.Of(adapter, adapter is { IsSealed: true, IsPublic: false, IsNestedPublic: false }, "is an adapter: make it internal sealed")),
        .. code.Implementing(typeof(IRequestHandler<,>))
            .Select(handler => Judgement.Of(handler, OtherHandler(code, handler) is null, $"uses {OtherHandler(code, handler)}, another handler")),
    ];

    // Any interface of one namespace: NetArchTest has no sentence for that.
    private static IEnumerable<Type> Adapters(Code code) =>
        code.Types.Where(type => type is { IsClass: true, IsAbstract: false, Namespace: not null } && type.Namespace.IsIn("Vemap.Infrastructure")
            && type.GetInterfaces().Any(port => port.FullName?.IsIn("Vemap.Application.Common.Ports") == true));

    private static string? OtherHandler(Code code, Type handler) =>
        code.UsesOf(handler).Select(use => use.Type)
            .FirstOrDefault(used => used.EndsWith("Handler", StringComparison.Ordinal) && used != handler.FullName && used.IsIn("Vemap"));
}
