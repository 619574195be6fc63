using Vemap.Application.Common.Mail;
using Vemap.Domain.MessageTemplates;
using Vemap.Unit.Mailings;

namespace Vemap.Unit.MessageTemplates;

public class MessageTemplateTests
{
    [Fact]
    public void A_change_is_a_new_version_and_the_old_one_stays()
    {
        var template = new MessageTemplate(A.New<MessageTemplate>(), "Naam", MailingKind.Free, [new MessageText("nl", "Een", "een")], A.Now);
        template.Change("Naam", MailingKind.Free, [new MessageText("nl", "Twee", "twee")], A.Now);

        Assert.Equal(2, template.Current);
        Assert.Equal(["Een", "Twee"], template.Versions.OrderBy(version => version.Number).Select(version => version.Texts[0].Subject));
    }

    [Fact]
    public void The_first_change_of_a_default_template_makes_it_the_environments_own()
    {
        var template = MessageTemplate.FromDefault(DefaultTemplates.All[0]);
        Assert.Equal(0, template.Version);
        template.Change("Eigen", MailingKind.Announcement, [new MessageText("nl", "Eigen", "eigen")], A.Now);

        Assert.Equal((1, 2), (template.Version, template.Current));
        Assert.Equal(DefaultTemplates.All[0].Texts, template.Versions.Single(version => version.Number == 1).Texts);
    }
}
