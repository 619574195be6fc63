namespace Vemap.Application.Features.SomewhereElse;

internal sealed class R07FirstHandler;

public sealed record R07First(int Number) : ICommand<R07FirstResult>;

public sealed record R07Second(int Number) : IQuery<R07FirstResult>;
