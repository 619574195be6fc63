using System.Text.Json;
using Vemap.Integration.Files;

namespace Vemap.Integration.VkmPlans;

/// <summary>A project with a closure, and short ways to bring plans into it.</summary>
public abstract class PlansTest : FilesTest
{
    protected string Plans => Path($"projects/{Project}/vkm-plans");

    /// <summary>The manager's plan of a fresh file.</summary>
    protected async Task<(JsonElement Body, string ETag)> AddPlanAsync(HttpClient? client = null, params ClosureId[] closures)
    {
        var (file, _) = await UploadAsync(client);
        return await (client ?? Manager).PostAsync(Plans, Plan(file, closures)).TaggedAsync();
    }

    protected async Task<(string Id, string ETag)> ApprovedAsync(params ClosureId[] closures)
    {
        var (plan, tag) = await AddPlanAsync(null, closures);
        var (_, approved) = await Organisation.PostAsync($"{Plans}/{plan.Id()}/reviews", Review(closures: closures), tag).TaggedAsync();
        return (plan.Id(), approved);
    }

    protected object Plan(string file, params ClosureId[] closures) =>
        new { title = "VKM-plan A9", fileId = file, closureIds = (closures.Length == 0 ? [Closure] : closures).Select(id => id.ToString()) };

    protected Task<JsonElement> ReadAsync(string plan) => Manager.GetAsync($"{Plans}/{plan}").BodyAsync();

    /// <summary>What lists say of the approval of a confirmed closure.</summary>
    protected async Task<bool> IsShownVoidAsync(ClosureId closure) =>
        (await Manager.GetAsync(Path($"projects/{Project}/closures")).BodyAsync()).GetProperty("items").EnumerateArray()
            .Single(item => item.Id() == closure.ToString()).GetProperty("planApprovalIsVoid").GetBoolean();

    protected static IEnumerable<string?> Statuses(JsonElement plan, string part) => plan.GetProperty(part).EnumerateArray().Select(item => item.GetProperty("status").GetString());
}
