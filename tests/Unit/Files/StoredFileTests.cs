using FsCheck;
using FsCheck.Fluent;
using Vemap.Domain.Files;

namespace Vemap.Unit.Files;

public sealed class StoredFileTests
{
    // As the words of the product have it, written down a second time and in another form.
    private static readonly HashSet<(FileStatus, FileStatus)> Life =
    [
        (FileStatus.AwaitingUpload, FileStatus.Expired),
        (FileStatus.AwaitingUpload, FileStatus.Quarantined),
        (FileStatus.Quarantined, FileStatus.Available),
        (FileStatus.Quarantined, FileStatus.Rejected),
        (FileStatus.Available, FileStatus.Blocked),
        (FileStatus.Blocked, FileStatus.Available),
        (FileStatus.AwaitingUpload, FileStatus.Deleted),
        (FileStatus.Quarantined, FileStatus.Deleted),
        (FileStatus.Available, FileStatus.Deleted),
        (FileStatus.Rejected, FileStatus.Deleted),
        (FileStatus.Blocked, FileStatus.Deleted),
    ];

    public enum Act
    {
        SendRight,
        SendWrong,
        Block,
        Unblock,
        Delete,
        DeleteWhileInPlan,
        Expire,
    }

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

    [Fact]
    public void A_file_has_exactly_the_transitions_that_are_listed()
    {
        var transitions = from status in Enum.GetValues<FileStatus>() from step in Enum.GetValues<FileStep>() let to = FileLife.Next(status, step) where to is not null select (status, to.Value);
        Assert.Equal(Life.Order(), transitions.Order());
        Assert.All(Enum.GetValues<FileStatus>(), status => Assert.Equal(FileLife.IsFinal(status), !Life.Any(step => step.Item1 == status)));
    }

    [Fact]
    public void Whatever_is_done_in_whatever_order_a_file_stays_within_its_life() =>
        Prop.ForAll(ArbMap.Default.ArbFor<Act[]>(), acts =>
        {
            var file = File();
            foreach (var act in acts)
            {
                var before = file.Status;
                Try(() => Do(file, act));
                // Bytes are looked at within one command, so nobody sees a file in quarantine.
                Assert.True(file.Status == before || Life.Contains((before, file.Status)) || (Life.Contains((before, FileStatus.Quarantined)) && Life.Contains((FileStatus.Quarantined, file.Status))), $"{before} became {file.Status}");
                Assert.Equal(Hash, file.Sha256);
                Assert.Equal(file.Status is FileStatus.Rejected or FileStatus.Blocked, file.Reason is not null && file.Status is not FileStatus.Deleted);
                Assert.Equal(file.IsDiscarded && file.Status != before, file.TakeEvents().Count == 1);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_link_to_upload_is_good_for_an_hour_and_never_longer_than_the_file_waits()
    {
        var file = File();
        Assert.Equal(Now.AddHours(1), file.LinkUntil(Now));
        Assert.Equal(file.UploadUntil, file.LinkUntil(file.UploadUntil.AddMinutes(-1)));
        Assert.Equal("files.already-gone", Refusal(() => file.LinkUntil(file.UploadUntil)));
        Assert.Equal("files.not-waiting", Refusal(() => Available().LinkUntil(Now)));
    }

    [Fact]
    public void What_was_erased_while_a_link_was_good_is_erased_once_more()
    {
        var file = Available();
        file.Delete(FileUse.None, Now);
        file.Erased(Now);
        _ = file.TakeEvents();

        file.EraseAgain(file.UploadUntil.AddTicks(-1));
        Assert.Empty(file.TakeEvents());
        file.EraseAgain(file.UploadUntil);
        Assert.Equal([new FileDiscarded(file.Id.Value)], file.TakeEvents());
        file.Erased(file.UploadUntil);
        file.EraseAgain(file.UploadUntil.AddDays(1));
        Assert.Empty(file.TakeEvents());
    }

    private static void Do(StoredFile file, Act act)
    {
        switch (act)
        {
            case Act.SendRight: file.Complete(new Inspection(3, Hash, FileTypes.Pdf), Now); break;
            case Act.SendWrong: file.Complete(new Inspection(4, Hash, FileTypes.Pdf), Now); break;
            case Act.Block: file.Block("Wrong drawing", Now); break;
            case Act.Unblock: file.Unblock(Now); break;
            case Act.Delete: file.Delete(FileUse.None, Now); break;
            case Act.DeleteWhileInPlan: file.Delete(FileUse.InPlan, Now); break;
            default: file.Expire(Now + StoredFile.UploadTime); break;
        }
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (ProblemException)
        {
            // What is not allowed now changes nothing, or rejects the file; both are seen.
        }
    }

    private static StoredFile Available()
    {
        var file = File();
        file.Complete(new Inspection(3, Hash, FileTypes.Pdf), Now);
        return file;
    }

    [Fact]
    public void A_logo_lies_beside_the_projects_and_stays_while_it_is_shown()
    {
        var environment = new ClientEnvironmentId(Guid.Parse("0198a000-0000-7000-8000-000000000002"));
        var logo = StoredFile.Logo(new FileId(Guid.Parse("0198a000-0000-7000-8000-000000000001")), new FileDeclaration("logo.png", 3, FileTypes.Png, Hash), default, Now);
        logo.Complete(new Inspection(3, Hash, FileTypes.Png), Now);

        Assert.Equal($"{environment}/logos/{logo.Id}", logo.StoreKey(environment));
        Assert.Equal((null, null, FileKind.Logo), (logo.ProjectId, logo.ClosureId, logo.Kind));
        Assert.Equal("files.shown", Refusal(() => logo.Delete(FileUse.Shown, Now)));
        logo.Delete(FileUse.None, Now);
        Assert.Equal(FileStatus.Deleted, logo.Status);
    }

    private static StoredFile File() =>
        new(new FileId(Guid.Parse("0198a000-0000-7000-8000-000000000001")), default, default, FileKind.VkmPlan, new FileDeclaration("plan.pdf", 3, FileTypes.Pdf, Hash), default, Now);

    private static string Refusal(Action action) => Assert.Throws<ProblemException>(action).Code;
}
