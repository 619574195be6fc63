using Vemap.Application.Common.Ports;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Infrastructure.Smtp;

namespace Vemap.Integration.MailTransport;

/// <summary>How connections are shared: an environment whose conversations hang does not stop the mail of the others.</summary>
public sealed class SmtpSharesTests
{
    private static readonly ClientEnvironmentId Slow = new(Guid.Parse("00000000-0000-7000-8000-000000000001"));
    private static readonly ClientEnvironmentId Other = new(Guid.Parse("00000000-0000-7000-8000-000000000002"));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Conversations_that_hang_at_the_final_dot_do_not_stop_another_environment()
    {
        var (clock, release) = (new SteppedClock(), new TaskCompletionSource());
        var hanging = 0;
        // Eight work at a time, 32 together with those that wait: an environment may have sixteen of them.
        await using var server = new ScriptedServer(isAtOnce: true,
        [
            .. Enumerable.Repeat<Func<Talk, Task>>(
                async talk =>
                {
                    await talk.GreetAsync();
                    if ((await talk.TakeContentAsync()).Contains($"X-Vemap-Environment: {Slow}", StringComparison.Ordinal))
                    {
                        Interlocked.Increment(ref hanging);
                        await release.Task;
                    }

                    await talk.SendAsync("250 ok");
                },
                17),
        ]);
        await using var sender = Sending.To(new SmtpOptions { Port = server.Port }, clock);
        var slow = Enumerable.Range(0, 40).Select(_ => sender.SendAsync(Of(Slow), default)).ToList();
        await Eventually.IsSoAsync("eight conversations hang", _ => Task.FromResult(Volatile.Read(ref hanging) == 8));
        var other = sender.SendAsync(Of(Other), default);
        Assert.False(other.IsCompleted);
        await Eventually.IsSoAsync("the other environment's mail is taken", _ =>
        {
            clock.Advance(Patience);
            return Task.FromResult(other.IsCompleted);
        });
        Assert.Equal(DeliveryEventKind.Accepted, (await other).Kind);

        // All that the environment may have hang: its further mails do not wait for them.
        await Eventually.IsSoAsync("the mails that have no connection are deferred", _ =>
        {
            clock.Advance(Patience);
            return Task.FromResult(slow.Count(mail => mail.IsCompleted) == 24);
        });
        Assert.Equal(16, Volatile.Read(ref hanging));
        foreach (var deferred in slow.Where(mail => mail.IsCompleted)) Assert.Equal(DeliveryEventKind.Deferred, (await deferred).Kind);
        release.SetResult();
        Assert.Equal(16, (await Task.WhenAll(slow)).Count(outcome => outcome.Kind == DeliveryEventKind.Accepted));
    }

    [Fact]
    public void Each_environment_gets_at_most_half_of_what_the_others_leave()
    {
        var places = new SmtpPlaces(atWork: 100, most: 32, TimeSpan.FromMinutes(1), new SteppedClock());
        var environments = Enumerable.Range(1, 5).Select(number => new ClientEnvironmentId(new Guid(number, 0, 0, new byte[8]))).ToList();
        var counts = new List<int>();
        foreach (var environment in environments)
        {
            var taking = Enumerable.Range(0, 32).Select(_ => places.TakeAsync(environment, default)).ToList();
            counts.Add(taking.Count(place => place.IsCompletedSuccessfully));
        }

        Assert.Equal([16, 8, 4, 2, 1], counts);
    }

    [Fact]
    public async Task A_mail_that_is_given_up_while_it_waits_takes_no_place()
    {
        var places = new SmtpPlaces(atWork: 1, most: 4, TimeSpan.FromMinutes(1), new SteppedClock());
        var first = await places.TakeAsync(Slow, default);
        using var stop = new CancellationTokenSource();
        var second = places.TakeAsync(Slow, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        places.Release(first);
        Assert.False((await places.TakeAsync(Other, default)).IsFree);
    }

    private static MailToSend Of(ClientEnvironmentId environment) => Some.ToSend() with { Environment = environment };
}
