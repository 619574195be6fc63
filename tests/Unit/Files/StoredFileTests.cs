using FsCheck;
using FsCheck.Fluent;
using Vemap.Domain.Files;

namespace Vemap.Unit.Files;

public sealed class StoredFileTests
{
    // Written down a second time, independently of the state machine.
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
    public void A_file_as_declared_becomes_available()
    {
        var file = File();

        file.Complete(new Inspection(3, Hash, null), Now);

        Assert.Equal(FileStatus.Available, file.Status);
        Assert.Equal(1, file.Version);
        Assert.Empty(file.TakeEvents());
    }

    [Theory]
    [InlineData(4, "a", null, "files.wrong-size")]
    [InlineData(3, "b", null, "files.wrong-hash")]
    [InlineData(3, "a", FileFault.OtherType, "files.wrong-type")]
    [InlineData(3, "a", FileFault.Damaged, "files.damaged")]
    [InlineData(3, "a", FileFault.Encrypted, "files.encrypted")]
    [InlineData(3, "a", FileFault.NotCheckable, "files.not-checkable")]
    [InlineData(3, "a", FileFault.Script, "files.has-script")]
    [InlineData(3, "a", FileFault.LaunchAction, "files.has-launch-action")]
    [InlineData(3, "a", FileFault.AttachedFile, "files.has-attachment")]
    [InlineData(3, "a", FileFault.Macros, "files.has-macros")]
    public void A_file_with_a_fault_is_rejected_and_the_rejection_is_kept(long size, string hash, FileFault? fault, string code)
    {
        var file = File();

        var problem = Assert.Throws<ProblemException>(() => file.Complete(new Inspection(size, new string(hash[0], 64), fault), Now));

        Assert.Equal(code, problem.Code);
        Assert.True(problem.KeepChanges);
        Assert.Equal((FileStatus.Rejected, code), (file.Status, file.Reason));
        Assert.Equal([new FileDiscarded(file.Id.Value)], file.TakeEvents());
    }

    [Fact]
    public void A_file_is_completed_once()
    {
        var file = Available();
        Assert.Equal("files.not-waiting", Refusal(() => file.Complete(new Inspection(3, Hash, null), Now)));
    }

    [Fact]
    public void A_blocked_file_becomes_available_when_the_block_is_lifted()
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
    public void A_file_that_a_plan_needs_is_not_deleted(FileUse use, string code)
    {
        var file = Available();
        Assert.Equal(code, Refusal(() => file.Delete(use, Now)));
        Assert.Equal(FileStatus.Available, file.Status);
    }

    [Fact]
    public void A_deleted_file_keeps_its_hash_and_is_not_deleted_twice()
    {
        var file = Available();

        file.Delete(FileUse.None, Now);

        Assert.Equal((FileStatus.Deleted, Hash), (file.Status, file.Sha256));
        Assert.Equal([new FileDiscarded(file.Id.Value)], file.TakeEvents());
        Assert.Equal("files.already-gone", Refusal(() => file.Delete(FileUse.None, Now)));
    }

    [Fact]
    public void An_upload_expires_after_a_day_and_not_before()
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
    public void A_file_has_exactly_the_listed_transitions()
    {
        var transitions =
            from status in Enum.GetValues<FileStatus>()
            from step in Enum.GetValues<FileStep>()
            let to = FileStateMachine.Next(status, step)
            where to is not null
            select (status, to.Value);
        Assert.Equal(Life.Order(), transitions.Order());
        Assert.All(Enum.GetValues<FileStatus>(), status => Assert.Equal(FileStateMachine.IsFinal(status), !Life.Any(step => step.Item1 == status)));
    }

    [Fact]
    public void A_file_takes_only_listed_transitions_whatever_the_order_of_steps() =>
        Prop.ForAll(ArbMap.Default.ArbFor<Act[]>(), acts =>
        {
            var file = File();
            foreach (var act in acts)
            {
                var before = file.Status;
                Try(() => Do(file, act));
                // Bytes are checked within one command, so that quarantine is never the status afterwards.
                Assert.True(file.Status == before || Life.Contains((before, file.Status))
                    || (Life.Contains((before, FileStatus.Quarantined)) && Life.Contains((FileStatus.Quarantined, file.Status))),
                    $"{before} became {file.Status}");
                Assert.Equal(Hash, file.Sha256);
                Assert.Equal(file.Status is FileStatus.Rejected or FileStatus.Blocked, file.Reason is not null && file.Status is not FileStatus.Deleted);
                Assert.Equal(file.IsDiscarded && file.Status != before, file.TakeEvents().Count == 1);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_upload_link_is_valid_for_an_hour_and_ends_with_the_wait_of_the_file()
    {
        var file = File();
        Assert.Equal(Now.AddHours(1), file.LinkUntil(Now));
        Assert.Equal(file.UploadUntil, file.LinkUntil(file.UploadUntil.AddMinutes(-1)));
        Assert.Equal("files.already-gone", Refusal(() => file.LinkUntil(file.UploadUntil)));
        Assert.Equal("files.not-waiting", Refusal(() => Available().LinkUntil(Now)));
    }

    [Fact]
    public void Bytes_erased_while_a_link_was_valid_are_erased_once_more()
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

    [Fact]
    public void A_store_key_leads_back_to_its_environment_and_file()
    {
        var (environment, file) = (ClientEnvironmentId.New(), FileId.New());

        Assert.Equal((environment, file), StoredFile.FromStoreKey(StoredFile.StoreKey(environment, ProjectId.New(), ClosureId.New(), file)));
        Assert.Equal((environment, file), StoredFile.FromStoreKey(StoredFile.StoreKey(environment, file)));
        Assert.All(["", "a/b", $"{environment}/logos/x", $"{environment}/{file}"], key => Assert.Null(StoredFile.FromStoreKey(key)));
    }

    private static void Do(StoredFile file, Act act)
    {
        switch (act)
        {
            case Act.SendRight: file.Complete(new Inspection(3, Hash, null), Now); break;
            case Act.SendWrong: file.Complete(new Inspection(4, Hash, null), Now); break;
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
            // A step that is not allowed changes nothing or rejects the file; the assertions cover both.
        }
    }

    private static StoredFile Available()
    {
        var file = File();
        file.Complete(new Inspection(3, Hash, null), Now);
        return file;
    }

    [Fact]
    public void A_logo_has_a_key_outside_the_projects_and_is_not_deleted_while_it_is_shown()
    {
        var environment = new ClientEnvironmentId(Guid.Parse("0198a000-0000-7000-8000-000000000002"));
        var logo = StoredFile.Logo(new FileId(Guid.Parse("0198a000-0000-7000-8000-000000000001")), new FileDeclaration("logo.png", 3, FileTypes.Png, Hash),
            default, Now);
        logo.Complete(new Inspection(3, Hash, null), Now);

        Assert.Equal($"{environment}/logos/{logo.Id}", logo.StoreKey(environment));
        Assert.Equal((null, null, FileKind.Logo), (logo.ProjectId, logo.ClosureId, logo.Kind));
        Assert.Equal("files.shown", Refusal(() => logo.Delete(FileUse.Shown, Now)));
        logo.Delete(FileUse.None, Now);
        Assert.Equal(FileStatus.Deleted, logo.Status);
    }

    private static StoredFile File() =>
        new(new FileId(Guid.Parse("0198a000-0000-7000-8000-000000000001")), default, default, FileKind.VkmPlan,
            new FileDeclaration("plan.pdf", 3, FileTypes.Pdf, Hash), default, Now);

    private static string Refusal(Action action) => Assert.Throws<ProblemException>(action).Code;
}
