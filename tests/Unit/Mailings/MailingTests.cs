using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Unit.Mailings;

public class MailingTests
{
    // As the words of the product have it, written down a second time.
    private static readonly HashSet<(MailingStatus, MailingStatus)> Life =
    [
        (MailingStatus.Draft, MailingStatus.AwaitingRelease),
        (MailingStatus.Draft, MailingStatus.Scheduled),
        (MailingStatus.AwaitingRelease, MailingStatus.Scheduled),
        (MailingStatus.Scheduled, MailingStatus.Sending),
        (MailingStatus.Scheduled, MailingStatus.Paused),
        (MailingStatus.Sending, MailingStatus.Paused),
        (MailingStatus.Paused, MailingStatus.Sending),
        (MailingStatus.Sending, MailingStatus.Completed),
        (MailingStatus.Paused, MailingStatus.Completed),
        (MailingStatus.Draft, MailingStatus.Cancelled),
        (MailingStatus.AwaitingRelease, MailingStatus.Cancelled),
        (MailingStatus.Scheduled, MailingStatus.Cancelled),
        (MailingStatus.Sending, MailingStatus.Cancelled),
        (MailingStatus.Paused, MailingStatus.Cancelled),
    ];

    private static readonly Action<Mailing>[] Steps =
    [
        mailing => mailing.Change(A.Content(), A.Now),
        mailing => mailing.Send(A.Sending(), A.Now),
        mailing => mailing.Send(A.Sending(needsRelease: true), A.Now),
        mailing => mailing.Release(A.New<Domain.Users.User>(), A.Now),
        mailing => mailing.Start(A.Now),
        mailing => mailing.Pause(PauseCause.Person, null, A.Now),
        mailing => mailing.Pause(PauseCause.BounceGuard, null, A.Now),
        mailing => mailing.Pause(PauseCause.ClosureChanged, null, A.Now),
        mailing => mailing.Resume(byOrganisation: true, A.Seen, A.Now),
        mailing => mailing.Cancel(A.Now),
        mailing => mailing.Complete("hash", A.Now),
    ];

    [Fact]
    public void It_has_exactly_the_transitions_that_are_listed()
    {
        var taken = new HashSet<(MailingStatus, MailingStatus)>();
        foreach (var status in Enum.GetValues<MailingStatus>())
        {
            foreach (var step in Steps)
            {
                var mailing = A.In(status);
                try
                {
                    step(mailing);
                }
                catch (ProblemException)
                {
                    Assert.Equal(status, mailing.Status);
                    continue;
                }

                if (mailing.Status != status) taken.Add((status, mailing.Status));
            }
        }

        Assert.Equal(Life.Order(), taken.Order());
    }

    [Fact]
    public void Every_state_has_an_exit_except_completed_and_cancelled() =>
        Assert.All(Enum.GetValues<MailingStatus>(), status =>
            Assert.Equal(status is MailingStatus.Completed or MailingStatus.Cancelled, Life.All(step => step.Item1 != status)));

    [Fact]
    public void Sending_leaves_thirty_seconds_to_undo_it()
    {
        var mailing = A.In(MailingStatus.Scheduled);

        Assert.Equal(A.Now.AddSeconds(30), mailing.SendAt);
    }

    [Fact]
    public void A_later_moment_is_kept_and_an_earlier_one_is_not()
    {
        var (later, earlier) = (A.Draft(), A.Draft());
        later.Send(A.Sending(at: A.Now.AddHours(2)), A.Now);
        earlier.Send(A.Sending(at: A.Now.AddHours(-2)), A.Now);

        Assert.Equal(A.Now.AddHours(2), later.SendAt);
        Assert.Equal(A.Now.AddSeconds(30), earlier.SendAt);
    }

    [Fact]
    public void A_release_gives_its_own_thirty_seconds()
    {
        var mailing = A.In(MailingStatus.AwaitingRelease);
        mailing.Release(A.New<Domain.Users.User>(), A.Now.AddHours(1));

        Assert.Equal(A.Now.AddHours(1).AddSeconds(30), mailing.SendAt);
    }

    [Fact]
    public void Sending_freezes_the_versions_of_its_closures()
    {
        var closure = A.New<Domain.Closures.Closure>();
        var mailing = A.Draft(A.Content(closures: [closure]));
        mailing.Send(A.Sending() with { Versions = new Dictionary<ClosureId, MailedVersion> { [closure] = new(7, 2) } }, A.Now);

        var told = Assert.Single(mailing.Closures);
        Assert.Equal((7, 2), (told.ContentVersion, told.NightsVersion));
    }

    [Fact]
    public void Nobody_to_send_to_is_refused() =>
        Assert.Equal("mailings.no-recipients", Assert.Throws<ProblemException>(() => A.Draft().Send(A.Sending(recipients: 0), A.Now)).Code);

    [Fact]
    public void Only_what_is_scheduled_starts() =>
        Assert.Equal("mailings.not-scheduled", Assert.Throws<ProblemException>(() => A.Draft().Start(A.Now)).Code);

    [Fact]
    public void What_has_expired_is_not_sent() =>
        Assert.Equal("mailings.has-expired", Assert.Throws<ProblemException>(() => A.Draft(A.Content(expiresAt: A.Now)).Send(A.Sending(), A.Now)).Code);

    [Fact]
    public void What_the_bounce_guard_holds_only_the_organisation_lets_go_on()
    {
        var mailing = A.In(MailingStatus.Sending);
        mailing.Pause(PauseCause.BounceGuard, "40 of 100 mails came back.", A.Now);

        Assert.Equal("mailings.held-by-guard", Assert.Throws<ProblemException>(() => mailing.Resume(byOrganisation: false, A.Seen, A.Now)).Code);
        mailing.Resume(byOrganisation: true, A.Seen, A.Now);
        Assert.Null(mailing.PauseCause);
        Assert.True(mailing.GuardLifted);
    }

    [Fact]
    public void What_was_held_before_it_began_waits_for_its_moment_again()
    {
        var closure = A.New<Domain.Closures.Closure>();
        var mailing = A.Draft(A.Content(closures: [closure]));
        mailing.Send(A.Sending(at: A.Now.AddDays(2), of: mailing), A.Now);
        mailing.Pause(PauseCause.ClosureChanged, null, A.Now);
        mailing.Resume(byOrganisation: false, new Dictionary<ClosureId, MailedVersion> { [closure] = new(8, 3) }, A.Now);

        Assert.Equal((MailingStatus.Scheduled, A.Now.AddDays(2)), (mailing.Status, mailing.SendAt));
        var told = mailing.Closures.Single();
        Assert.Equal((1, 8, 3), (told.ContentVersion, told.AcceptedVersion, told.NightsVersion));
    }

    [Fact]
    public void What_would_expire_before_its_first_mail_is_refused()
    {
        Assert.Equal("mailings.expires-before-sending", Assert.Throws<ProblemException>(() => A.Draft(A.Content(expiresAt: A.Now.AddHours(1))).Send(A.Sending(at: A.Now.AddHours(1)), A.Now)).Code);
        var late = A.Draft(A.Content(expiresAt: A.Now.AddHours(1)));
        late.Send(A.Sending(needsRelease: true), A.Now);
        Assert.Equal("mailings.expires-before-sending", Assert.Throws<ProblemException>(() => late.Release(A.New<Domain.Users.User>(), A.Now.AddMinutes(59.9))).Code);
    }

    [Fact]
    public void A_paused_mailing_that_completes_is_no_longer_paused()
    {
        var mailing = A.In(MailingStatus.Paused);
        mailing.Complete("hash", A.Now);

        Assert.Equal((MailingStatus.Completed, null, null, "hash"), (mailing.Status, mailing.PauseCause, mailing.PauseReason, mailing.TimelineHash));
    }

    [Fact]
    public void A_cancelled_mailing_is_bound_once_and_stays_cancelled()
    {
        var (sent, draft) = (A.In(MailingStatus.Cancelled), A.Draft());
        draft.Cancel(A.Now);
        sent.Complete("hash", A.Now);

        Assert.Equal((MailingStatus.Cancelled, "hash", A.Now), (sent.Status, sent.TimelineHash, sent.CompletedAt));
        Assert.False(sent.CanComplete);
        Assert.False(draft.CanComplete);
    }

    [Fact]
    public void A_text_is_in_the_readers_language_or_else_in_the_first()
    {
        var mailing = A.Draft(A.Content(texts: [new MessageText("nl", "NL", "nl"), new MessageText("en", "EN", "en")]));

        Assert.Equal("EN", mailing.TextFor("en").Subject);
        Assert.Equal("NL", mailing.TextFor("fy").Subject);
    }

    [Fact]
    public void A_change_keeps_the_rows_of_closures_that_stay()
    {
        var (stays, goes, comes) = (A.New<Domain.Closures.Closure>(), A.New<Domain.Closures.Closure>(), A.New<Domain.Closures.Closure>());
        var mailing = A.Draft(A.Content(closures: [stays, goes]));
        var row = mailing.Closures.Single(closure => closure.ClosureId == stays);
        mailing.Change(A.Content(closures: [stays, comes]), A.Now);

        Assert.Equal([stays, comes], mailing.Closures.Select(closure => closure.ClosureId));
        Assert.Same(row, mailing.Closures.Single(closure => closure.ClosureId == stays));
    }
}
