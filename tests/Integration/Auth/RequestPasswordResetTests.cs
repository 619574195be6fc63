using System.Diagnostics;

namespace Vemap.Integration.Auth;

public sealed class RequestPasswordResetTests : ApiTest
{
    [Fact]
    public async Task A_known_and_an_unknown_address_get_the_same_answer_after_the_same_time()
    {
        var person = await Person.JoinAsync(World);
        var watch = Stopwatch.StartNew();
        await RequestAsync(person.Email).BodyAsync(HttpStatusCode.Accepted);
        var known = watch.Elapsed;
        watch.Restart();

        await RequestAsync("nobody@people.vemap.test").BodyAsync(HttpStatusCode.Accepted);

        Assert.True(known.TotalMilliseconds >= 240 && watch.Elapsed.TotalMilliseconds >= 240, $"{known} and {watch.Elapsed}");
        Assert.Null(await Person.FindTokenAsync(World.Host.Database, "nobody@people.vemap.test", "password-reset"));
    }

    [Fact]
    public async Task A_second_request_within_a_minute_sends_no_second_mail()
    {
        var clock = TestClock.FromNow();
        var person = await Person.JoinAsync(await World.CreateAsync(await TestHost.StartAsync(clock)));
        await person.World.Stranger.PostAsync("/v1/auth/password-resets", new { email = person.Email }).BodyAsync(HttpStatusCode.Accepted);
        var first = await Person.TokenAsync(person.World.Host.Database, person.Email, "password-reset");

        await person.World.Stranger.PostAsync("/v1/auth/password-resets", new { email = person.Email }).BodyAsync(HttpStatusCode.Accepted);

        Assert.Equal(first, await Person.TokenAsync(person.World.Host.Database, person.Email, "password-reset"));
    }

    [Fact]
    public async Task A_later_request_leaves_the_earlier_link_good_and_the_use_of_one_voids_the_others()
    {
        var clock = TestClock.FromNow();
        var person = await Person.JoinAsync(await World.CreateAsync(await TestHost.StartAsync(clock)));
        var links = new List<string>();
        for (var request = 0; request < 3; request++)
        {
            await person.World.Stranger.PostAsync("/v1/auth/password-resets", new { email = person.Email }).BodyAsync(HttpStatusCode.Accepted);
            links.Add(await Person.TokenAsync(person.World.Host.Database, person.Email, "password-reset"));
            clock.Advance(TimeSpan.FromMinutes(2));
        }

        await ConfirmAsync(links[0]).BodyAsync(HttpStatusCode.NoContent);

        foreach (var link in links) await ConfirmAsync(link).RefusedAsync(HttpStatusCode.Gone, "auth.token-spent");

        Task<HttpResponseMessage> ConfirmAsync(string token) =>
            person.World.Stranger.PostAsync("/v1/auth/password-resets/confirmations", new { token, newPassword = "another good password" });
    }

    [Fact]
    public async Task An_invited_user_gets_none()
    {
        var (person, _) = await Person.InviteAsync(World);

        await RequestAsync(person.Email).BodyAsync(HttpStatusCode.Accepted);

        Assert.Null(await Person.FindTokenAsync(person.World.Host.Database, person.Email, "password-reset"));
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("ada@vemap")]
    [InlineData("ada@vemap.test\n")]
    public Task The_address_is_checked_as_all_others_are(string email) => RequestAsync(email).InvalidAsync(("/email", "mail-address"));

    private Task<HttpResponseMessage> RequestAsync(string email) => World.Stranger.PostAsync("/v1/auth/password-resets", new { email });
}
