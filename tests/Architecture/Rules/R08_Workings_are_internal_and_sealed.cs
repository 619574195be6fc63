using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;

namespace Vemap.Architecture.Rules;

/// <summary>Handlers, validators, behaviours, consumers and adapters are nobody's business; and a handler sends no other requests.</summary>
public sealed class R08_Workings_are_internal_and_sealed : Rule
{
    private static readonly Type[] Kinds = [typeof(IRequestHandler<,>), typeof(IValidator<>), typeof(IPipelineBehavior<,>), typeof(IConsumer<>)];
    private static readonly string[] NotForHandlers = ["MediatR.IMediator", "System.IServiceProvider", "Microsoft.AspNetCore", "Microsoft.Extensions.DependencyInjection"];

    protected override int AtLeast => 30;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        foreach (var type in Kinds.SelectMany(code.Implementing).Concat(Adapters(code)).Distinct())
            yield return Judgement.Of(type, type is { IsSealed: true, IsPublic: false, IsNestedPublic: false }, "must be internal sealed");
        foreach (var handler in code.Implementing(typeof(IRequestHandler<,>)))
        {
            var wrong = code.UsesOf(handler).Select(use => use.Type).FirstOrDefault(used => NotForHandlers.Any(used.IsIn) || (used.EndsWith("Handler", StringComparison.Ordinal) && used != handler.FullName && used.IsIn("Vemap")));
            yield return Judgement.Of(handler, wrong is null, $"touches {wrong}; a handler sends nothing and knows neither container nor HTTP. Raise an event");
        }
    }

    private static IEnumerable<Type> Adapters(Code code) =>
        code.Types.Where(type => type is { IsClass: true, IsAbstract: false, Namespace: not null } && type.Namespace.IsIn("Vemap.Infrastructure")
            && type.GetInterfaces().Any(port => port.FullName?.IsIn("Vemap.Application.Common.Ports") == true));
}
