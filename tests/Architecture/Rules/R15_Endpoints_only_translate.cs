using System.Reflection;
using System.Text.RegularExpressions;
using Vemap.Application.Common.Requests;

namespace Vemap.Architecture.Rules;

/// <summary>An endpoint binds, sends one request and builds the answer. Every request is sent from one place: an endpoint or, for the system, a consumer or a
/// host.</summary>
public sealed partial class R15_Endpoints_only_translate : Rule
{
    private const int MostStatements = 3;

    protected override int AtLeast => 20;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var endpoints = code.Files("src/Web/Endpoints", "*.cs")
            .SelectMany(file => Endpoint().Matches(file.Text).Select(match => (file.Path, Body: match.Groups[1].Value, Request: match.Groups[2].Value)))
            .ToList();
        foreach (var (path, body, request) in endpoints)
        {
            var subject = $"{path}: {request}";
            yield return Judgement.Of(subject, body.Count(sign => sign == ';') <= MostStatements,
                $"has more than {MostStatements} statements; move the rest into the handler");
            yield return Judgement.Of(subject, Send().Count(body) == 1 && body.Contains($"new {request}(", StringComparison.Ordinal),
                "must send exactly the request that it names");
        }

        foreach (var file in code.Files("src/Web/Endpoints", "*.cs"))
            yield return Judgement.Of(file.Path, Map().Count(file.Text) == endpoints.Count(endpoint => endpoint.Path == file.Path),
                "maps an endpoint that does not end with .Sends<Request>()");

        foreach (var request in code.Requests)
        {
            var system = request.GetCustomAttribute<AccessAttribute>()?.Audience == Audience.System;
            var senders = code.Uses.Where(pair => pair.Value.Contains(new Use(request.FullName!, ".ctor"))).Select(pair => pair.Key)
                .Where(type => type != request.FullName).ToList();
            var mapped = endpoints.Count(endpoint => endpoint.Request == request.Name);
            yield return Judgement.Of(request, mapped == (system ? 0 : 1),
                $"is mapped {mapped} times; a request of the system must not be mapped, any other request once");
            yield return Judgement.Of(request, senders.Count == 1, $"is sent from {senders.Count} places: {string.Join(", ", senders)}");
        }
    }

    [GeneratedRegex(@"\.Map(?:Get|Post|Put|Delete)\((.*?)\.Sends<(\w+)>\(\)", RegexOptions.Singleline)]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"\.Map(?:Get|Post|Put|Delete|Patch|Methods)\(")]
    private static partial Regex Map();

    [GeneratedRegex(@"\bmediator\.Send\(")]
    private static partial Regex Send();
}
