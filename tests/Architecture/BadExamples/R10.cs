using MediatR;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.R10;

/// <summary>Both kinds at once, no handler, a body and no validator, and a suffix.</summary>
[Access(Audience.SignedIn)]
public sealed record R10HalfCommand(R10Body Body) : ICommand<Unit>, IQuery<Unit>;

[Access(Audience.SignedIn)]
public sealed record R10Silent : IQuery<Unit>;

/// <summary>Names an object that the audit log does not learn of, and gives a version that is no ETag.</summary>
[Access(Audience.SignedIn)]
public sealed record R10Anonymous(Id<Project> ProjectId) : IQuery<R10Result>;

public sealed record R10Body(string Text);

public sealed record R10Result(int Version);
