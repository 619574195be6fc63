using Ardalis.Specification;

namespace Vemap.Domain.Files;

/// <summary>Which files a command loads.</summary>
public sealed class FileSpec : Specification<StoredFile>
{
    private FileSpec()
    {
    }

    public static FileSpec ById(FileId id)
    {
        var specification = new FileSpec();
        specification.Query.Where(file => file.Id == id);
        return specification;
    }

    public static FileSpec Logo(FileId id)
    {
        var specification = new FileSpec();
        specification.Query.Where(file => file.Id == id && file.Kind == FileKind.Logo);
        return specification;
    }

    /// <summary>A logo that the environment can show.</summary>
    public static FileSpec AvailableLogo(FileId id)
    {
        var specification = new FileSpec();
        specification.Query.Where(file => file.Id == id && file.Kind == FileKind.Logo && file.Status == FileStatus.Available);
        return specification;
    }

    public static FileSpec At(ProjectId project, ClosureId closure, FileId id)
    {
        var specification = new FileSpec();
        specification.Query.Where(file => file.Id == id && file.ProjectId == project && file.ClosureId == closure);
        return specification;
    }

    /// <summary>Discarded files whose bytes an upload link may have brought back after they were erased, the oldest first.</summary>
    public static FileSpec ErasedEarly(DateTimeOffset now, int count)
    {
        var specification = new FileSpec();
        specification.Query
            .Where(file => file.Status == FileStatus.Rejected || file.Status == FileStatus.Deleted || file.Status == FileStatus.Expired)
            .Where(file => file.ErasedAt < file.UploadUntil && file.UploadUntil <= now)
            .OrderBy(file => file.UploadUntil).Take(count);
        return specification;
    }

    /// <summary>Uploads that were not completed in time, the oldest first.</summary>
    public static FileSpec Abandoned(DateTimeOffset now, int count)
    {
        var specification = new FileSpec();
        specification.Query.Where(file => file.Status == FileStatus.AwaitingUpload && file.UploadUntil <= now).OrderBy(file => file.UploadUntil).Take(count);
        return specification;
    }
}
