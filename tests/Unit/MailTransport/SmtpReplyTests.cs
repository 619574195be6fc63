using Vemap.Infrastructure.Smtp;

namespace Vemap.Unit.MailTransport;

public sealed class SmtpReplyTests
{
    [Theory]
    [InlineData("5.1.1 User unknown", "5.1.1")]
    [InlineData("4.7.1", "4.7.1")]
    [InlineData("5.1.1.2 no", null)]
    [InlineData("Ok, 2.0.0", null)]
    public void The_enhanced_code_stands_at_the_beginning_of_the_reply(string text, string? code)
    {
        Assert.Equal(code, new SmtpReply(550, text).EnhancedCode);
    }

    [Theory]
    [InlineData(421, "4.7.0 too busy", true)]
    [InlineData(451, "4.3.2 System not accepting messages", true)]
    [InlineData(451, "4.4.5 congested", true)]
    [InlineData(450, "4.7.28 unusual rate of mail from your address", true)]
    [InlineData(451, "4.7.500 Server busy", true)]
    [InlineData(454, "Throttling failure: Maximum sending rate exceeded", true)]
    [InlineData(450, "4.7.1 Error: too much mail from 192.0.2.1", true)]
    [InlineData(450, "4.7.1 <rate.limit@example.test>: Sender address rejected", false)]
    [InlineData(451, "4.1.8 sender domain not found", false)]
    [InlineData(550, "5.7.1 too many complaints", false)]
    public void Only_documented_replies_to_the_sender_ask_for_less(int code, string text, bool asks)
    {
        Assert.Equal(asks, new SmtpReply(code, text).AsksForLess(SmtpStep.Sender));
        Assert.False(new SmtpReply(code, text).AsksForLess(SmtpStep.Recipient));
    }

    [Fact]
    public void Words_in_the_reply_to_a_content_ask_for_nothing() =>
        Assert.False(new SmtpReply(450, "4.7.1 too many mails of this kind").AsksForLess(SmtpStep.Content));
}
