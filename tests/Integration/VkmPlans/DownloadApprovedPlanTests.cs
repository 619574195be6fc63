namespace Vemap.Integration.VkmPlans;

public sealed class DownloadApprovedPlanTests : PlansTest
{
    private string Approved => Path($"projects/{Project}/closures/{Closure}/approved-plans");

    [Fact]
    public async Task The_link_gives_the_very_bytes_that_were_approved()
    {
        var (plan, _) = await ApprovedAsync();

        var link = await Organisation.GetAsync($"{Approved}/{plan}/download").BodyAsync();
        using var file = await World.Stranger.GetAsync(link.GetProperty("url").GetString());

        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        var bytes = await file.Content.ReadAsByteArrayAsync();
        var listed = (await Organisation.GetAsync(Approved).BodyAsync()).GetProperty("items").EnumerateArray().Single();
        Assert.Equal(listed.GetProperty("sha256").GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
    }

    [Fact]
    public async Task A_blocked_one_is_not_given()
    {
        var (plan, _) = await ApprovedAsync();
        var read = await ReadAsync(plan);
        var file = $"{Files}/{read.GetProperty("versions")[0].GetProperty("fileId").GetString()}";
        await Organisation.PostAsync($"{file}/blocks", new { reason = "Virus" }, await Organisation.ETagAsync(file)).BodyAsync();

        await Organisation.GetAsync($"{Approved}/{plan}/download").RefusedAsync(HttpStatusCode.Conflict, "files.not-available");
    }

    [Fact]
    public async Task A_plan_that_is_not_approved_does_not_exist_here()
    {
        var (plan, _) = await AddPlanAsync();

        await Organisation.GetAsync($"{Approved}/{plan.Id()}/download").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
