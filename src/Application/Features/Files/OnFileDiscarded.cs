using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>What was discarded leaves the store too, after the decision has been committed.</summary>
internal sealed class OnFileDiscarded : IConsumer<FileDiscarded>
{
    public IEnumerable<ICommand> Translate(FileDiscarded happened) => [new EraseFile(new FileId(happened.File))];
}
