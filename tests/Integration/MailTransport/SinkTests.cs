using Vemap.Application.Common.Ports;
using Vemap.Domain.Deliveries;
using Vemap.Infrastructure.Smtp;
using Vemap.SmtpSink;

namespace Vemap.Integration.MailTransport;

public sealed class SinkTests
{
    [Fact]
    public async Task The_page_and_the_API_show_what_arrived_without_letting_it_do_anything()
    {
        await using var sink = await TestSink.StartAsync();
        await SendAsync(sink, Some.ToSend("jan@example.test", "Afsluiting <b>één</b>", "<script>alert(1)</script>"));
        var listed = (await sink.GetAsync("/api/mails?to=JAN"))[0];
        Assert.Equal(("jan@example.test", "Afsluiting <b>één</b>", "1"), (listed.GetProperty("to").GetString(), listed.GetProperty("subject").GetString(), listed.GetProperty("attempt").GetString()));
        Assert.Equal("<p><script>alert(1)</script></p>", (await sink.GetAsync($"/api/mails/{listed.GetProperty("id")}")).GetProperty("html").GetString());
        using var client = new HttpClient { BaseAddress = sink.Page };
        using var page = await client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Contains("Afsluiting &lt;b&gt;&#233;&#233;n&lt;/b&gt;", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var mail = await client.GetStringAsync(new Uri($"/mails/{listed.GetProperty("id")}", UriKind.Relative));
        Assert.Contains("<iframe sandbox title=", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", mail, StringComparison.Ordinal);
        await client.DeleteAsync(new Uri("/api/mails", UriKind.Relative));
        Assert.Equal(0, (await sink.GetAsync("/api/mails")).GetArrayLength());
    }

    [Fact]
    public async Task Another_host_name_gets_nothing()
    {
        await using var sink = await TestSink.StartAsync();
        using var client = new HttpClient { BaseAddress = sink.Page };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/mails") { Headers = { Host = "evil.test" } };
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("jan@example.test", Fate.Deliver)]
    [InlineData("rejected@example.test", Fate.Deliver)]
    [InlineData("reject@example.test", Fate.Reject)]
    [InlineData("reject.17@example.test", Fate.Reject)]
    [InlineData("reject17@example.test", Fate.Reject)]
    [InlineData("data-reject@example.test", Fate.RefuseData)]
    [InlineData("drop-dot.1@example.test", Fate.DropAfterDot)]
    [InlineData("drop@example.test", Fate.Drop)]
    [InlineData("Bounce@example.test", Fate.Bounce)]
    [InlineData("reject-100@example.test", Fate.Reject)]
    [InlineData("reject-0@example.test", Fate.Deliver)]
    [InlineData("reject-123@example.test", Fate.Deliver)]
    public void The_local_part_says_what_happens(string address, Fate fate)
    {
        Assert.Equal(fate, new Behaviour().Of(address));
    }

    [Fact]
    public void A_percentage_is_kept_exactly()
    {
        var behaviour = new Behaviour();
        Assert.Equal(240, Enumerable.Range(0, 2000).Count(number => behaviour.Of($"reject-12.{number}@example.test") == Fate.Reject));
    }

    [Fact]
    public void Greylisting_defers_the_first_time_only()
    {
        var behaviour = new Behaviour();
        Assert.Equal([Fate.Defer, Fate.Deliver, Fate.Defer], new[] { "greylist@a.test", "greylist@a.test", "greylist@b.test" }.Select(behaviour.Of));
    }

    private static async Task SendAsync(TestSink sink, MailToSend mail)
    {
        await using var sender = Sending.To(new SmtpOptions { Port = sink.Port });
        Assert.Equal(DeliveryEventKind.Accepted, (await sender.SendAsync(mail, default)).Kind);
    }
}
