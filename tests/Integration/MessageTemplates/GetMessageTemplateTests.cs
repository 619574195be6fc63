using Vemap.Application.Common.Mail;
using Vemap.Integration.Mailings;

namespace Vemap.Integration.MessageTemplates;

public sealed class GetMessageTemplateTests : ApiTest
{
    [Fact]
    public async Task It_shows_texts_and_the_names_they_may_ask_for()
    {
        var template = await Manager.GetAsync(Path($"message-templates/{DefaultTemplates.All[2].Id}")).BodyAsync();

        Assert.Equal(2, template.GetProperty("texts").GetArrayLength());
        Assert.Contains("closure.phone", template.GetProperty("placeholders").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_a_stakeholder_may_not()
    {
        await Manager.GetAsync(Path("message-templates/0198a000-0000-7000-8000-000000000000")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Manager.GetAsync(Path($"message-templates/{DefaultTemplates.All[0].Id}?number=7")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Stakeholder.GetAsync(Path($"message-templates/{DefaultTemplates.All[0].Id}")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }
}
