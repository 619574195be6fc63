using Vemap.Domain.Common;

namespace Vemap.Application.Common.Ports;

/// <summary>Makes UUIDv7 ids, which sort by the moment they were made.</summary>
public interface IIds
{
    /// <summary>A new id, which stands after all that were made in an earlier millisecond.</summary>
    Id<T> New<T>();
}
