using FluentValidation;
using MediatR;
using Vemap.Application.Common.Requests;
using Vemap.Architecture.Scanner;

namespace Vemap.Architecture.Rules;

/// <summary>Command or query, one handler, and a validator where there is something to validate.</summary>
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
            var needsValidator = (isCommand && request.GetProperty("Body") is not null) || request.IsAssignableTo(typeof(IPaged));
            yield return Judgement.Of(request, isCommand != isQuery, "must be either a command or a query");
            yield return Judgement.Of(request, handlers[request].Count() == 1, $"has {handlers[request].Count()} handlers");
            yield return Judgement.Of(request, !needsValidator || validated[request].Count() == 1, "takes a body or a page and has no validator of its own");
            yield return Judgement.Of(request, !Suffixes.Any(suffix => request.Name.EndsWith(suffix, StringComparison.Ordinal)), "is named verb + noun, without a suffix");
        }
    }
}
