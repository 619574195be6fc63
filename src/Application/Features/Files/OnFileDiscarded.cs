using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>Removes the bytes of a discarded file from the store once the decision is committed.</summary>
internal sealed class OnFileDiscarded : IConsumer<FileDiscarded>
{
    public IEnumerable<ICommand> Translate(FileDiscarded happened) => [new EraseFile(new FileId(happened.File))];
}
