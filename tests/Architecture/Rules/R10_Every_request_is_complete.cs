using System.Reflection;
using FluentValidation;
using MediatR;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;

namespace Vemap.Architecture.Rules;

/// <summary>A request is a command or a query, and has one handler, a validator if it has a body or pages, and a summary, which is the text of the API too. The
/// methods of ports have summaries.</summary>
public sealed class R10_Every_request_is_complete : Rule
{
    private static readonly string[] Suffixes = ["Command", "Query", "Request"];

    protected override int AtLeast => 20;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var handlers = code.Implementing(typeof(IRequestHandler<,>)).SelectMany(type => type.Closed(typeof(IRequestHandler<,>)))
            .Select(handler => handler.GetGenericArguments()[0]).ToLookup(request => request);
        var validated = code.Implementing(typeof(IValidator<>)).SelectMany(type => type.Closed(typeof(IValidator<>)))
            .Select(validator => validator.GetGenericArguments()[0]).ToLookup(request => request);
        foreach (var request in code.Requests)
        {
            var isCommand = request.Closed(typeof(ICommand<>)).Any();
            var isQuery = request.Closed(typeof(IQuery<>)).Any();
            var hasBody = request.GetProperty("Body") is not null;
            var needsValidator = (isCommand && hasBody) || request.IsAssignableTo(typeof(IPaged));
            yield return Judgement.Of(request, isCommand != isQuery, "must be either a command or a query");
            yield return Judgement.Of(request, handlers[request].Count() == 1, $"has {handlers[request].Count()} handlers");
            yield return Judgement.Of(request, !needsValidator || validated[request].Count() == 1, "takes a body or a page and has no validator of its own");
            yield return Judgement.Of(request, !Suffixes.Any(suffix => request.Name.EndsWith(suffix, StringComparison.Ordinal)),
                "is named verb + noun, without a suffix");
            yield return Judgement.Of(request, !hasBody || request.Closed(typeof(IHasBody<>)).Any(), "has a Body and does not implement IHasBody");
            yield return Judgement.Of(request, !request.GetProperties().Any(NamesAnObject) || request.IsAssignableTo(typeof(IHasAuditObject)),
                "has an id and does not implement IHasAuditObject");
            foreach (var result in request.Closed(typeof(IRequest<>)).Select(of => of.GetGenericArguments()[0]).Distinct())
                yield return Judgement.Of(result, result.GetProperty("Version") is null || result.IsAssignableTo(typeof(IVersioned)),
                    "has a Version and does not implement IVersioned");
            yield return Judgement.Of(request, code.Summaries.Contains($"T:{request.FullName}"), "has no summary that says who does what");
        }

        foreach (var port in code.Types.Where(type => type is { IsInterface: true, Namespace: "Vemap.Application.Common.Ports" }))
        {
            foreach (var method in port.GetMethods().Where(method => !method.IsSpecialName).GroupBy(method => method.Name))
            {
                var summaries = code.Summaries.Count(name => name.StartsWith($"M:{port.FullName}.{method.Key}", StringComparison.Ordinal)
                    && name[$"M:{port.FullName}.{method.Key}".Length..] is "" or ['(' or '`', ..]);
                yield return Judgement.Of(port, summaries >= method.Count(), $"has no summary of {method.Key}");
            }
        }
    }

    private static bool NamesAnObject(PropertyInfo property) =>
        (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsAssignableTo(typeof(IId));
}
