using System.Reflection;
using Vemap.Application.Common.Requests;

namespace Vemap.Architecture.Rules;

/// <summary>A request without [Access] must not be open to everybody.</summary>
public sealed class R09_Every_request_has_an_access_attribute : Rule
{
    protected override int AtLeast => 5;

    protected override IEnumerable<Judgement> Judge(Code code) =>
        from request in code.Requests
        let access = request.GetCustomAttribute<AccessAttribute>()
        select Judgement.Of(request, access is not null && (access.Audience != Audience.Members || access.Roles.Count > 0),
            "needs [Access(...)] with at least one role, or an audience");
}
