using System.Reflection;
using Vemap.Application.Common.Requests;

namespace Vemap.Architecture.Rules;

/// <summary>A forgotten [Access] must never mean "everybody".</summary>
public sealed class R09_Every_request_says_who_may_send_it : Rule
{
    protected override int AtLeast => 5;

    protected override IEnumerable<Judgement> Judge(Code code) =>
        from request in code.Requests
        let access = request.GetCustomAttribute<AccessAttribute>()
        select Judgement.Of(request, access is not null && (access.Audience != Audience.Members || access.Roles.Count > 0), "needs [Access(...)] with at least one role, or an audience");
}
