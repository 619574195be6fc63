using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.Users;

namespace Vemap.Unit.Users;

public sealed class AccountMailTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 6, 19, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_deferred_mail_is_tried_again_and_its_letter_is_removed_when_the_server_accepts_it()
    {
        var mail = Mail(Start.AddDays(7));
        Apply(mail, DeliveryEventKind.Deferred, 1);
        Assert.Equal(Start.AddMinutes(1), mail.NextAttemptAt);
        Assert.True(mail.TryAgain(Start.AddMinutes(1)));
        Assert.Equal((2, (DateTimeOffset?)null, "letter"), (mail.Attempt, mail.NextAttemptAt, mail.Letter));
        Apply(mail, DeliveryEventKind.Accepted, 2);
        Assert.Equal((RecipientStatus.Sent, null), (mail.Status, mail.Letter));
    }

    [Theory]
    [InlineData(DeliveryEventKind.Refused, RecipientStatus.PermanentFailure)]
    [InlineData(DeliveryEventKind.Failed, RecipientStatus.TechnicalFailure)]
    [InlineData(DeliveryEventKind.NotAllowed, RecipientStatus.TechnicalFailure)]
    public void A_mail_that_cannot_arrive_is_not_tried_again_and_keeps_no_secret(DeliveryEventKind kind, RecipientStatus status)
    {
        var mail = Mail(Start.AddDays(7));
        Apply(mail, kind, 1);
        Assert.Equal((status, null, null, "the reply"), (mail.Status, mail.NextAttemptAt, mail.Letter, mail.LastReply));
    }

    [Fact]
    public void An_attempt_without_a_result_is_repeated_as_the_same_attempt()
    {
        var mail = Mail(Start.AddDays(7));
        var version = mail.Version;
        Assert.True(mail.TryAgain(Start + AccountMail.LostAfter));
        Assert.Equal(1, mail.Attempt);
        Assert.True(mail.Version >= version);
    }

    [Fact]
    public void A_secret_is_not_sent_after_its_expiry()
    {
        var mail = Mail(Start.AddHours(1));
        Assert.Equal(Start.AddHours(1), mail.Deadline);
        Apply(mail, DeliveryEventKind.Deferred, 1);
        Assert.False(mail.TryAgain(Start.AddHours(1)));
        Assert.Equal((RecipientStatus.TechnicalFailure, null, null), (mail.Status, mail.NextAttemptAt, mail.Letter));
    }

    [Fact]
    public void Without_a_secret_it_is_given_up_after_the_time_for_all_mail() =>
        Assert.Equal(Start + DeliveryRules.RetryFor, Mail(null).Deadline);

    [Fact]
    public void An_answer_about_an_earlier_attempt_plans_nothing()
    {
        var mail = Mail(null);
        Apply(mail, DeliveryEventKind.Deferred, 1);
        mail.TryAgain(Start.AddMinutes(1));
        Apply(mail, DeliveryEventKind.Deferred, 1);
        Assert.Null(mail.NextAttemptAt);
    }

    [Fact]
    public void A_mail_that_cannot_be_queued_is_put_off_ever_longer_and_is_a_dead_letter_after_five_failures()
    {
        var mail = Mail(Start.AddDays(7));
        Apply(mail, DeliveryEventKind.Deferred, 1);
        mail.Postpone("first", Start);
        mail.Postpone("second", Start);
        Assert.Equal((2, "second", Start.AddMinutes(2), null), (mail.Failures, mail.Reason, mail.NextAttemptAt, mail.DeadAt));

        for (var failure = 3; failure <= AccountMail.MostFailures; failure++) mail.Postpone("again", Start);

        Assert.Equal((Start, "letter", RecipientStatus.Sending), (mail.DeadAt, mail.Letter, mail.Status));
    }

    [Fact]
    public void A_mail_that_goes_on_has_no_failures()
    {
        var mail = Mail(Start.AddDays(7));
        mail.Postpone("reason", Start);

        mail.TryAgain(Start.AddMinutes(15));

        Assert.Equal((0, null), (mail.Failures, mail.Reason));
    }

    private static AccountMail Mail(DateTimeOffset? expiresAt) => new(new Id<AccountMail>(Guid.Empty), "letter", expiresAt, Start);

    private static void Apply(AccountMail mail, DeliveryEventKind kind, int attempt) =>
        mail.Apply(new DeliveryNews(kind, attempt), "the reply", new DeliveryTerms(MailProof.AcceptedOnly, mail.Deadline, 0.5), Start);
}
