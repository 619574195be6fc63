using System.Text.Json;

namespace Vemap.Integration.Stakeholders;

/// <summary>Short ways to fill the registers.</summary>
public abstract class StakeholdersTest : ApiTest
{
    private int made;

    protected string Stakeholders => Path("stakeholders");

    protected string Groups => Path("stakeholder-groups");

    protected static object Somebody(string name = "Brandweer", string email = "meldkamer@brandweer.example", ProjectId? project = null,
        string category = "emergency-services") =>
        new { name, email, category, phone = "+31 20 555 0112", fallbackEmail = "wacht@brandweer.example", projectId = project?.ToString() };

    protected static object Changed(string name = "Brandweer", string email = "meldkamer@brandweer.example") =>
        new { name, email, category = "emergency-services" };

    protected Task<(JsonElement Body, string ETag)> AddAsync(string name = "Brandweer", ProjectId? project = null, string category = "emergency-services") =>
        Organisation.PostAsync(Stakeholders, Somebody(name, $"s{Interlocked.Increment(ref made)}@example.test", project, category)).TaggedAsync();

    protected Task<(JsonElement Body, string ETag)> AddGroupAsync(string name, ProjectId? project, params string[] members) =>
        Organisation.PostAsync(Groups, Group(name, project, members)).TaggedAsync();

    protected static object Group(string name, ProjectId? project, params string[] members) =>
        new { name, stakeholderIds = members, projectId = project?.ToString() };

    protected static IEnumerable<string?> Names(JsonElement page, string part = "items") =>
        page.GetProperty(part).EnumerateArray().Select(item => item.GetProperty("name").GetString());
}
