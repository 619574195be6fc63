using Vemap.Domain.Common;
using Vemap.Domain.Files;

namespace Vemap.Unit.Files;

public sealed class StoredFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Hash = new('a', 64);

    [Fact]
    public void What_was_declared_becomes_available()
    {
        var file = File();

        file.Complete(new Inspection(3, Hash, FileTypes.Pdf), Now);

        Assert.Equal(FileStatus.Available, file.Status);
        Assert.Equal(1, file.Version);
        Assert.Empty(file.TakeEvents());
    }

    [Theory]
    [InlineData(4, "a", FileTypes.Pdf, "files.wrong-size")]
    [InlineData(3, "b", FileTypes.Pdf, "files.wrong-hash")]
    [InlineData(3, "a", FileTypes.Png, "files.wrong-type")]
    [InlineData(3, "a", null, "files.wrong-type")]
    public void Anything_else_is_rejected_and_the_rejection_is_kept(long size, string hash, string? type, string code)
    {
        var file = File();

        var problem = Assert.Throws<ProblemException>(() => file.Complete(new Inspection(size, new string(hash[0], 64), type), Now));

        Assert.Equal(code, problem.Code);
        Assert.True(problem.KeepChanges);
        Assert.Equal((FileStatus.Rejected, code), (file.Status, file.Reason));
        Assert.Equal([new FileDiscarded(file.Id.Value)], file.TakeEvents());
    }

    [Fact]
    public void It_is_completed_once()
    {
        var file = Available();
        Assert.Equal("files.not-waiting", Refusal(() => file.Complete(new Inspection(3, Hash, FileTypes.Pdf), Now)));
    }

    [Fact]
    public void Blocking_is_lifted_again()
    {
        var file = Available();
        file.Block("Wrong drawing", Now);
        Assert.Equal((FileStatus.Blocked, "Wrong drawing"), (file.Status, file.Reason));
        Assert.Equal("files.not-available", Refusal(() => file.Block("Again", Now)));

        file.Unblock(Now);

        Assert.Equal((FileStatus.Available, null), (file.Status, file.Reason));
        Assert.Equal("files.not-blocked", Refusal(() => file.Unblock(Now)));
    }

    [Theory]
    [InlineData(FileUse.Reviewed, "files.reviewed")]
    [InlineData(FileUse.InPlan, "files.in-plan")]
    public void What_a_plan_needs_stays(FileUse use, string code)
    {
        var file = Available();
        Assert.Equal(code, Refusal(() => file.Delete(use, Now)));
        Assert.Equal(FileStatus.Available, file.Status);
    }

    [Fact]
    public void Deleting_keeps_the_hash_and_happens_once()
    {
        var file = Available();

        file.Delete(FileUse.None, Now);

        Assert.Equal((FileStatus.Deleted, Hash), (file.Status, file.Sha256));
        Assert.Equal([new FileDiscarded(file.Id.Value)], file.TakeEvents());
        Assert.Equal("files.already-gone", Refusal(() => file.Delete(FileUse.None, Now)));
    }

    [Fact]
    public void An_upload_is_given_up_after_a_day_and_not_before()
    {
        var file = File();
        file.Expire(Now + StoredFile.UploadTime - TimeSpan.FromTicks(1));
        Assert.Equal(FileStatus.AwaitingUpload, file.Status);

        file.Expire(Now + StoredFile.UploadTime);

        Assert.Equal(FileStatus.Expired, file.Status);
    }

    [Fact]
    public void A_completed_file_never_expires()
    {
        var file = Available();
        file.Expire(Now.AddDays(2));
        Assert.Equal(FileStatus.Available, file.Status);
    }

    private static StoredFile Available()
    {
        var file = File();
        file.Complete(new Inspection(3, Hash, FileTypes.Pdf), Now);
        return file;
    }

    private static StoredFile File() =>
        new(new FileId(Guid.Parse("0198a000-0000-7000-8000-000000000001")), default, default, FileKind.VkmPlan, new FileDeclaration("plan.pdf", 3, FileTypes.Pdf, Hash), default, Now);

    private static string Refusal(Action action) => Assert.Throws<ProblemException>(action).Code;
}
