using Vemap.Integration.Mailings;
namespace Vemap.Integration.MessageTemplates;

public sealed class AddMessageTemplateTests : ApiTest
{
    private static readonly object Own = new { name = "Eigen", kind = "free", texts = new[] { new { language = "nl", subject = "Bericht over ((project.name))", html = "<p onclick=\"x()\">Dag</p>" } } };

    [Fact]
    public async Task The_organisation_adds_one_and_finds_it_cleaned()
    {
        using var made = await Organisation.PostAsync(Path("message-templates"), Own);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);

        var template = await Organisation.GetAsync(made.Headers.Location).BodyAsync();
        Assert.Equal("<p>Dag</p>", template.GetProperty("texts")[0].GetProperty("html").GetString());
        Assert.Equal((1, false), (template.GetProperty("number").GetInt32(), template.GetProperty("isDefault").GetBoolean()));
    }

    [Fact]
    public async Task A_name_is_used_once_the_default_ones_too()
    {
        await Organisation.PostAsync(Path("message-templates"), Own).BodyAsync(HttpStatusCode.Created);

        await Organisation.PostAsync(Path("message-templates"), Own).RefusedAsync(HttpStatusCode.Conflict, "message-templates.name-taken");
        await Organisation.PostAsync(Path("message-templates"), new { name = "Aankondiging", kind = "free", texts = new[] { new { language = "nl", subject = "x", html = "x" } } })
            .RefusedAsync(HttpStatusCode.Conflict, "message-templates.name-taken");
    }

    [Fact]
    public Task All_faults_are_told_at_once() =>
        Organisation.PostAsync(Path("message-templates"), new { name = "", kind = "free", texts = new[] { new { language = "nl", subject = "((x))", html = "((#closures))" }, new { language = "nl", subject = "a\nb", html = "x" } } }).InvalidAsync(
            ("/name", "not-empty"), ("/texts", "doubled"), ("/texts/0/subject", "wrong-placeholder"), ("/texts/0/html", "wrong-placeholder"), ("/texts/1/subject", "not-one-line"));

    [Fact]
    public async Task A_manager_may_not_and_anothers_environment_does_not_exist()
    {
        var other = await World.CreateAsync(World.Host);

        await Manager.PostAsync(Path("message-templates"), Own).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await Organisation.PostAsync(other.Path("message-templates"), Own).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
