using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Vemap.Application.Common;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;

namespace Vemap.Infrastructure.Postgres.Deliveries;

/// <summary>Recipients in sets: whatever the number, one statement, in the transaction of the command.</summary>
internal sealed class MailingRecipients(VemapDbContext db, TimeProvider clock) : IMailingRecipients
{
    private Guid Environment => db.Call.Environment.Value;

    public async Task AddAsync(IReadOnlyCollection<Recipient> recipients, CancellationToken cancellationToken)
    {
        if (recipients.Count == 0) return;
        await using var command = await db.SetAsync(RecipientSql.Add, cancellationToken);
        command.With(Environment)
            .With(recipients.Select(recipient => recipient.Id.Value))
            .With(recipients.Select(recipient => recipient.ProjectId.Value))
            .With(recipients.Select(recipient => recipient.MailingId.Value))
            .With(recipients.Select(recipient => recipient.StakeholderId?.Value))
            .With(recipients.Select(recipient => recipient.Name))
            .With(recipients.Select(recipient => recipient.Organisation))
            .With(recipients.Select(recipient => recipient.Address))
            .With(recipients.Select(recipient => recipient.OfEnvironment))
            .With(recipients.Select(recipient => recipient.Mandatory))
            .With(recipients.Select(recipient => recipient.ContentKey))
            .With(recipients.Select(recipient => recipient.IsTest))
            .With(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public void AddTest(Recipient recipient) => db.Add(recipient);

    public async Task QueueAsync(MailingId mailing, DateTimeOffset due, CancellationToken cancellationToken)
    {
        await using var command = await db.SetAsync(RecipientSql.QueueMailing, cancellationToken);
        command.With(Environment).With(mailing.Value).With(due).With(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task QueueAsync(IReadOnlyCollection<PlannedAttempt> attempts, CancellationToken cancellationToken)
    {
        if (attempts.Count == 0) return;
        await using var command = await db.SetAsync(RecipientSql.QueueAttempts, cancellationToken);
        command.With(Environment)
            .With(attempts.Select(attempt => attempt.Recipient.Value))
            .With(attempts.Select(attempt => attempt.Attempt))
            .With(attempts.Select(attempt => attempt.Round))
            .With(attempts.Select(attempt => (DateTimeOffset?)attempt.Due))
            .With(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Recipient>> LockAsync(IReadOnlyCollection<RecipientId> ids, CancellationToken cancellationToken)
    {
        var (environment, keys) = (Environment, ids.Select(id => id.Value).ToArray());
        return await db.Set<Recipient>()
            .FromSql($"select * from recipients where client_environment_id = {environment} and id = any({keys}) order by id for update")
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Recipient>> LockUnheardAsync(DateTimeOffset before, int max, CancellationToken cancellationToken)
    {
        var (environment, moment) = (Environment, before.ToUniversalTime());
        return await db.Set<Recipient>()
            .FromSql($"""
                select r.* from recipients r join mailings m on m.client_environment_id = r.client_environment_id and m.id = r.mailing_id
                where r.client_environment_id = {environment} and m.proof = 'events' and r.status = 'sent' and r.sent_at < {moment}
                order by r.id limit {max} for update of r
                """)
            .ToListAsync(cancellationToken);
    }

    public async Task SaveAsync(IReadOnlyCollection<RecipientChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0) return;
        await using var command = await db.SetAsync(RecipientSql.Save, cancellationToken);
        command.With(Environment)
            .With(changes.Select(change => change.Recipient.Value))
            .With(changes.Select(change => EnumNames<RecipientStatus>.Name(change.State.Status)))
            .With(changes.Select(change => change.State.Attempt))
            .With(changes.Select(change => change.State.NextAttemptAt))
            .With(changes.Select(change => change.FirstAttemptAt))
            .With(changes.Select(change => change.SentAt))
            .With(changes.Select(change => change.LastReply))
            .With(changes.Select(change => (DateTimeOffset?)change.At));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DeliveryEvent>> RecordAsync(IReadOnlyCollection<DeliveryEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0) return [];
        await using var command = await db.SetAsync(RecipientSql.Record, cancellationToken);
        command.With(Environment)
            .With(events.Select(heard => heard.Recipient.Value))
            .With(events.Select(heard => heard.Attempt))
            .With(events.Select(heard => heard.EventId))
            .With(events.Select(heard => EnumNames<DeliveryEventKind>.Name(heard.Kind)))
            .With(events.Select(heard => (DateTimeOffset?)heard.At))
            .With(events.Select(heard => heard.ReplyCode))
            .With(events.Select(heard => heard.EnhancedCode))
            .With(events.Select(heard => heard.Reply))
            .With(clock.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var recorded = new HashSet<(Guid, int, string)>();
        while (await reader.ReadAsync(cancellationToken)) recorded.Add((reader.GetGuid(0), reader.GetInt32(1), reader.GetString(2)));
        return [.. events.Where(heard => recorded.Remove((heard.Recipient.Value, heard.Attempt, heard.EventId)))];
    }

    public async Task CancelWaitingAsync(MailingId mailing, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = await db.SetAsync(RecipientSql.CancelWaiting, cancellationToken);
        command.With(Environment).With(mailing.Value).With(now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<bool> AnyOpenAsync(MailingId mailing, MailProof proof, CancellationToken cancellationToken)
    {
        await using var command = await db.SetAsync(proof == MailProof.AcceptedOnly ? RecipientSql.AnyMoving : RecipientSql.AnyOpen, cancellationToken);
        command.With(Environment).With(mailing.Value);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<string> TimelineHashAsync(MailingId mailing, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var command = await db.SetAsync(RecipientSql.Timeline, cancellationToken);
        command.With(Environment).With(mailing.Value).With(until);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) hash.AppendData(Encoding.UTF8.GetBytes(reader.GetString(0) + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public async Task<int> QueueForgottenAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = await db.SetAsync(RecipientSql.QueueForgotten, cancellationToken);
        command.With(Environment).With(now);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
