using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Mailings;

/// <summary>Mailings that wait for their moment ask now, not when they are due.</summary>
internal sealed class OnClosureChanged : IConsumer<ClosureChanged>
{
    public IEnumerable<ICommand> Translate(ClosureChanged happened) => [new HoldMailings(new ClosureId(happened.Closure))];
}
