namespace Vemap.Integration.Files;

public sealed class CreateLogoTests : LogosTest
{
    [Fact]
    public async Task A_logo_is_announced_and_belongs_to_the_environment_alone()
    {
        using var answer = await Organisation.PostAsync(Logos, Announcement(Png()));
        var made = await Task.FromResult(answer).BodyAsync(HttpStatusCode.Created);

        Assert.Equal("awaiting-upload", made.GetProperty("status").GetString());
        Assert.Contains($"/{World.Environment}/logos/{made.Id()}?size=", made.GetProperty("upload").GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Equal($"{Logos}/{made.Id()}", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        await Organisation.PostAsync(Logos, new { name = "../logo.exe", size = 0, contentType = "text/html", sha256 = "ABC" })
            .InvalidAsync(("/name", "file-name"), ("/name", "wrong-ending"), ("/size", "out-of-range"), ("/contentType", "type-not-taken"),
                ("/sha256", "sha256"));
        await Organisation.PostAsync(Logos, "{}").InvalidAsync(("/name", "missing"), ("/size", "missing"), ("/contentType", "missing"), ("/sha256", "missing"));
        await Organisation.PostAsync(Logos, """{ "kind": "logo", "name": "a.png", "size": 1, "contentType": "image/png", "sha256": "a" }""")
            .InvalidAsync(("/kind", "unknown-property"));
    }

    [Fact]
    public async Task A_drawing_that_can_carry_script_is_not_taken_nor_a_picture_that_is_too_large()
    {
        await Organisation.PostAsync(Logos, new { name = "logo.svg", size = 100, contentType = "image/svg+xml", sha256 = new string('a', 64) })
            .InvalidAsync(("/name", "wrong-ending"), ("/contentType", "type-not-taken"));
        await Organisation.PostAsync(Logos, new { name = "logo.jpg", size = (1024 * 1024) + 1, contentType = "image/jpeg", sha256 = new string('a', 64) })
            .InvalidAsync(("/size", "out-of-range"));
    }

    [Fact]
    public async Task Others_may_not()
    {
        var other = await World.CreateAsync(World.Host);
        await Manager.PostAsync(Logos, Announcement(Png())).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await Stakeholder.PostAsync(Logos, Announcement(Png())).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PostAsync(Logos, Announcement(Png())).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await World.Stranger.PostAsync(Logos, Announcement(Png())).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
    }
}
