using Vemap.Application.Common.Mail;
using Vemap.Integration.Mailings;

namespace Vemap.Integration.MessageTemplates;

public sealed class ChangeMessageTemplateTests : ApiTest
{
    private static readonly string Default = DefaultTemplates.All[0].Id.ToString();
    private static readonly object Own = new { name = "Onze aankondiging", kind = "announcement", texts = new[] { new { language = "nl", subject = "Anders", html = "<p>Anders</p>" } } };

    [Fact]
    public async Task The_first_change_of_a_default_one_makes_it_the_environments_own()
    {
        var (read, etag) = await Organisation.GetAsync(Path($"message-templates/{Default}")).TaggedAsync();
        Assert.True(read.GetProperty("isDefault").GetBoolean());

        var changed = await Organisation.PutAsync(Path($"message-templates/{Default}"), Own, etag).BodyAsync();

        Assert.Equal((2, 1), (changed.GetProperty("number").GetInt32(), changed.GetProperty("version").GetInt32()));
        var old = await Organisation.GetAsync(Path($"message-templates/{Default}?number=1")).BodyAsync();
        Assert.StartsWith("[((mailing.mark))]", old.GetProperty("texts")[0].GetProperty("subject").GetString());
        await Organisation.PutAsync(Path($"message-templates/{Default}"), Own, etag).RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
    }

    [Fact]
    public async Task Another_environment_keeps_the_default_one()
    {
        var other = await World.CreateAsync(World.Host);
        await Organisation.PutAsync(Path($"message-templates/{Default}"), Own, "\"v0\"").BodyAsync();

        Assert.True((await other.Organisation.GetAsync(other.Path($"message-templates/{Default}")).BodyAsync()).GetProperty("isDefault").GetBoolean());
    }

    [Fact]
    public async Task A_name_of_another_is_refused() =>
        await Organisation.PutAsync(Path($"message-templates/{Default}"), new { name = "Wijziging", kind = "free", texts = new[] { new { language = "nl", subject = "x", html = "x" } } }, "\"v0\"")
            .RefusedAsync(HttpStatusCode.Conflict, "message-templates.name-taken");

    [Fact]
    public async Task A_manager_may_not_and_what_is_not_there_is_not_found()
    {
        await Manager.PutAsync(Path($"message-templates/{Default}"), Own, "\"v0\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await Organisation.PutAsync(Path("message-templates/0198a000-0000-7000-8000-000000000000"), Own, "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.PutAsync(Path($"message-templates/{Default}"), Own).RefusedAsync((HttpStatusCode)428, "common.version-required");
        await Organisation.PutAsync(Path($"message-templates/{Default}"), new { name = "x", kind = "free", texts = Array.Empty<object>() }, "\"v0\"").InvalidAsync(("/texts", "not-empty"));
    }
}
