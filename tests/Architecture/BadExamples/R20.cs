using MediatR;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.R20;

/// <summary>Nobody has tried it.</summary>
[Access(Role.Admin)]
public sealed record R20Untested : ICommand<Unit>;

public sealed class R20Aggregate : AggregateRoot, IPlatformWide
{
    private R20Aggregate()
    {
    }
}
