using System.Reflection;
using FluentValidation;
using MediatR;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;

namespace Vemap.Architecture.Rules;

/// <summary>Command or query, one handler, a validator where there is something to validate, and a summary, which is the API's too; what a port offers says what it takes and gives.</summary>
public sealed class R10_Every_request_is_complete : Rule
{
    private static readonly string[] Suffixes = ["Command", "Query", "Request"];

    protected override int AtLeast => 20;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var handlers = code.Implementing(typeof(IRequestHandler<,>)).SelectMany(type => type.Closed(typeof(IRequestHandler<,>))).Select(handler => handler.GetGenericArguments()[0]).ToLookup(request => request);
        var validated = code.Implementing(typeof(IValidator<>)).SelectMany(type => type.Closed(typeof(IValidator<>))).Select(validator => validator.GetGenericArguments()[0]).ToLookup(request => request);
        foreach (var request in code.Requests)
        {
            var isCommand = request.Closed(typeof(ICommand<>)).Any();
            var isQuery = request.Closed(typeof(IQuery<>)).Any();
            var hasBody = request.GetProperty("Body") is not null;
            var needsValidator = (isCommand && hasBody) || request.IsAssignableTo(typeof(IPaged));
            yield return Judgement.Of(request, isCommand != isQuery, "must be either a command or a query");
            yield return Judgement.Of(request, handlers[request].Count() == 1, $"has {handlers[request].Count()} handlers");
            yield return Judgement.Of(request, !needsValidator || validated[request].Count() == 1, "takes a body or a page and has no validator of its own");
            yield return Judgement.Of(request, !Suffixes.Any(suffix => request.Name.EndsWith(suffix, StringComparison.Ordinal)), "is named verb + noun, without a suffix");
            yield return Judgement.Of(request, !hasBody || request.Closed(typeof(IHasBody<>)).Any(), "has a Body and does not implement IHasBody");
            yield return Judgement.Of(request, !request.GetProperties().Any(NamesAnObject) || request.IsAssignableTo(typeof(IHasAuditObject)), "has an id and does not implement IHasAuditObject");
            foreach (var result in request.Closed(typeof(IRequest<>)).Select(of => of.GetGenericArguments()[0]).Distinct())
                yield return Judgement.Of(result, result.GetProperty("Version") is null || result.IsAssignableTo(typeof(IVersioned)), "has a Version and does not implement IVersioned");
            yield return Judgement.Of(request, code.Summaries.Contains($"T:{request.FullName}"), "says nowhere, in a summary, who does what");
        }

        foreach (var port in code.Types.Where(type => type is { IsInterface: true, Namespace: "Vemap.Application.Common.Ports" }))
        {
            foreach (var method in port.GetMethods().Where(method => !method.IsSpecialName).GroupBy(method => method.Name))
            {
                var told = code.Summaries.Count(name => name.StartsWith($"M:{port.FullName}.{method.Key}", StringComparison.Ordinal) && name[$"M:{port.FullName}.{method.Key}".Length..] is "" or ['(' or '`', ..]);
                yield return Judgement.Of(port, told >= method.Count(), $"does not say of {method.Key} what it takes and gives");
            }
        }
    }

    private static bool NamesAnObject(PropertyInfo property) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsAssignableTo(typeof(IId));
}
