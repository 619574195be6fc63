using Vemap.Domain.Common;

namespace Vemap.Domain.Files;

public sealed class StoredFile : TenantAggregate
{
    private StoredFile()
    {
    }

    public FileId Id { get; private set; }
}
