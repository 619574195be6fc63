using Vemap.Application.Common.Mail;
using Vemap.Integration.Mailings;

namespace Vemap.Integration.MessageTemplates;

public sealed class ListMessageTemplatesTests : ApiTest
{
    [Fact]
    public async Task The_default_ones_are_there_from_the_first_day_by_name_in_pages()
    {
        var seen = new List<string>();
        for (var path = Path("message-templates?limit=2"); path is not null;)
        {
            using var answer = await Manager.GetAsync(path);
            seen.AddRange((await Task.FromResult(answer).BodyAsync()).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!));
            path = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(["Aankondiging", "Definitief", "Uitloop", "Vervallen", "Wijziging"], seen);
    }

    [Fact]
    public async Task A_changed_default_one_stands_there_once()
    {
        await Organisation.PutAsync(Path($"message-templates/{DefaultTemplates.All[0].Id}"), new { name = "Zelf", kind = "announcement", texts = new[] { new { language = "nl", subject = "x", html = "x" } } }, "\"v0\"").BodyAsync();

        var items = (await Manager.GetAsync(Path("message-templates?kind=announcement")).BodyAsync()).GetProperty("items");
        Assert.Equal("Zelf", Assert.Single(items.EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_stakeholder_may_not_and_a_wrong_query_is_refused()
    {
        await Stakeholder.GetAsync(Path("message-templates")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await Manager.GetAsync(Path("message-templates?limit=0")).InvalidAsync(("?limit", "out-of-range"));
    }
}
