using System.Net;
using Vemap.Domain.Mailings;
using Vemap.Integration.Common;

namespace Vemap.Integration.Mailings;

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
