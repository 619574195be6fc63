using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Vemap.Application.Common.Requests;

namespace Vemap.Infrastructure.Postgres;

/// <summary>One row for each limit and subject, locked until the transaction ends; a window begins on the hour or at midnight (UTC).</summary>
internal sealed class UsageLimits(VemapDbContext db, CallContext call, IOptions<LimitOptions> options, TimeProvider clock) : IUsageLimits
{
    public async Task CountAsync(Usage usage, CancellationToken cancellationToken)
    {
        var (name, quota, window) = Limit(usage.Kind);
        var now = clock.GetUtcNow();
        var start = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % window.Ticks), TimeSpan.Zero);
        var amounts = await db.Database.SqlQuery<long>($"""
            insert into usage_counts (client_environment_id, kind, subject, window_start, amount)
            values ({call.Environment.Value}, {name}, {usage.Subject}, {start}, {usage.Amount})
            on conflict (client_environment_id, kind, subject) do update set
              amount = excluded.amount + case when usage_counts.window_start = excluded.window_start then usage_counts.amount else 0 end,
              window_start = excluded.window_start
            returning amount as "Value"
            """).ToListAsync(cancellationToken);
        if (amounts[0] > quota) throw CommonProblems.LimitReached(new ExceededLimit(name, quota, window, start + window - now));
    }

    private (string Name, long Quota, TimeSpan Window) Limit(UsageKind kind) => kind switch
    {
        UsageKind.Invitations => ("invitations", options.Value.InvitationsPerHour, TimeSpan.FromHours(1)),
        UsageKind.InvitationResends => ("invitation-resends", options.Value.InvitationResendsPerHour, TimeSpan.FromHours(1)),
        UsageKind.TestMails => ("test-mails", options.Value.TestMailsPerHour, TimeSpan.FromHours(1)),
        UsageKind.Uploads => ("uploads", options.Value.UploadsPerHour, TimeSpan.FromHours(1)),
        UsageKind.Mails => ("mails", options.Value.MailsPerDay, TimeSpan.FromDays(1)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of usage has no limit."),
    };
}
