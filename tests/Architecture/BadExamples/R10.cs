using MediatR;
using Vemap.Application.Common.Requests;

namespace Vemap.Application.Features.R10;

/// <summary>Both kinds at once, no handler, a body and no validator, and a suffix.</summary>
[Access(Audience.SignedIn)]
public sealed record R10HalfCommand(R10Body Body) : ICommand<Unit>, IQuery<Unit>;

[Access(Audience.SignedIn)]
public sealed record R10Silent : IQuery<Unit>;

public sealed record R10Body(string Text);
