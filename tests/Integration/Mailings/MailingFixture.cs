extern alias MailService;

using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Deliveries;
using Vemap.Infrastructure.Postgres.Outbox;
using Vemap.Integration.MailTransport;
using Vemap.Web.Hosting;
using MailService::Vemap.MailService;

namespace Vemap.Integration.Mailings;

/// <summary>A database of its own, for the relay takes what is due in all of it; a clock that tests move; the mail service and the sink, step by step.</summary>
public sealed class MailingFixture : IAsyncLifetime
{
    private const int MailsPerSecond = 40;
    private readonly TestClock clock = new(TimeProvider.System.GetUtcNow());
    private IHost mailService = null!;
    private TestSink sink = null!;

    public TestHost Host { get; private set; } = null!;

    public DateTimeOffset Now => clock.GetUtcNow();

    public TestSink Sink => sink;

    public async Task InitializeAsync()
    {
        Host = await TestHost.StartAsync(
            clock,
            builder =>
            {
                builder.UseSetting("Mail:Proof", "events");
                builder.UseSetting("Mail:MailsPerSecond", $"{MailsPerSecond}");
                builder.UseSetting("Vemap:PublicUrl", "https://vemap.test/");
            },
            await TestDatabase.OwnAsync("mailings"));
        sink = await TestSink.StartAsync($"--ConnectionStrings:Mail={Host.Database.As("mail")}");
        mailService = MailService();
    }

    public async Task DisposeAsync()
    {
        mailService.Dispose();
        await Host.DisposeAsync();
        await sink.DisposeAsync();
    }

    public void Advance(TimeSpan time) => clock.Advance(time);

    /// <summary>Leaves nothing of an earlier test to be relayed or reconciled.</summary>
    public Task ClearAsync() => RunAsync("""
        delete from outbox; delete from domain_events; delete from scheduled_mails; delete from queue.messages;
        update recipients set status = 'cancelled', next_attempt_at = null where status in ('queued', 'sending', 'sent');
        update account_mails set status = 'technical-failure', letter = null, next_attempt_at = null where status = 'sending';
        update mailings set status = 'cancelled', pause_cause = null where status in ('scheduled', 'sending', 'paused');
        """);

    /// <summary>The relay, until nothing is due.</summary>
    public async Task<int> RelayAsync()
    {
        var (relayed, step) = (0, 0);
        do relayed += step = await Loop<MailRelayLoop>().StepAsync(default);
        while (step > 0);
        return relayed;
    }

    public Task<int> RelayOnceAsync() => Loop<MailRelayLoop>().StepAsync(default);

    /// <summary>What lies on the mail queue, taken off it.</summary>
    public async Task<IReadOnlyList<OutgoingMail>> TakeMailsAsync()
    {
        var queue = mailService.Services.GetRequiredService<IMailQueue>();
        var messages = await queue.ReceiveAsync(1000, TimeSpan.FromMinutes(1), default);
        await queue.CompleteAsync(messages, default);
        return [.. messages.Select(message => message.Message)];
    }

    /// <summary>The mail service, until its queue is empty and the provider has told what it knows.</summary>
    public async Task DeliverAsync()
    {
        var queue = mailService.Services.GetRequiredService<IMailQueue>();
        while (await queue.ReceiveAsync(50, TimeSpan.FromMinutes(5), default) is { Count: > 0 } mails)
        {
            await using var scope = mailService.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(default);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new DeliverMail(mails));
        }

        await sink.HasReportedAsync();
    }

    /// <summary>Puts events on the result queue and records them.</summary>
    public async Task TellAsync(params DeliveryEvent[] events)
    {
        await mailService.Services.GetRequiredService<IResultQueue>().SendAsync([.. events.Select(told => told.ToItem())], default);
        await RecordAsync();
    }

    /// <summary>Puts events on the feedback queue and records them.</summary>
    public async Task TellAsFeedbackAsync(params DeliveryEvent[] events)
    {
        await mailService.Services.GetRequiredService<IFeedbackQueue>().SendAsync([.. events.Select(happened => happened.ToItem())], default);
        await RecordAsync();
    }

    /// <summary>What mail service and provider have told so far.</summary>
    public async Task<int> RecordAsync()
    {
        var (recorded, step) = (0, 0);
        do recorded += step = await Loop<ResultLoop>().StepAsync(default) + await Loop<FeedbackLoop>().StepAsync(default);
        while (step > 0);
        return recorded;
    }

    /// <summary>Relays events to their consumers until none is due.</summary>
    public async Task RelayEventsAsync()
    {
        while (await Host.Services.GetRequiredService<EventRelay>().RelayAsync(default) > 0)
        {
        }
    }

    public Task ReconcileAsync() => Loop<ReconcileLoop>().StepAsync(default);

    public Task RetryAccountMailsAsync() => Loop<AccountMailLoop>().StepAsync(default);

    /// <summary>A command in the system's name.</summary>
    public async Task SendAsync(ClientEnvironmentId environment, ICommand command)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(environment);
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command);
    }

    public Task RunAsync(string sql) => Host.Database.RunAsync(sql);

    public Task<T> ScalarAsync<T>(string sql) => Host.Database.ScalarAsync<T>(sql);

    private T Loop<T>()
        where T : BackgroundLoop => Host.Services.GetRequiredService<T>();

    /// <summary>The mail service as it runs, but that it is not started: tests take its steps, on the clock that they move.</summary>
    private IHost MailService()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(
        [
            $"--ConnectionStrings:Mail={Host.Database.As("mail")}", $"--MessageStore:Folder={Path.Combine(Host.Folder, "messages")}", $"--Mail:Port={sink.Port}", "--Mail:Tls=none",
            "--Mail:Proof=events", "--Mail:Production=true", "--Mail:Connections=4",
            // Its clock stands still, and nobody would get a turn.
            "--Mail:MailsPerSecond=1000000",
        ]);
        MailHost.Register(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        return builder.Build();
    }
}

[CollectionDefinition("mailings")]
public sealed class MailingTests : ICollectionFixture<MailingFixture>;
