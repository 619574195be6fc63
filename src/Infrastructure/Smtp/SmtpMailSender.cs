using System.Buffers;
using System.Collections.Concurrent;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Mailings;

namespace Vemap.Infrastructure.Smtp;

/// <summary>A small pool of kept conversations. Every way a mail can fail ends as an outcome.</summary>
internal sealed class SmtpMailSender(SmtpOptions options, TimeProvider clock) : IMailSender, IAsyncDisposable
{
    private readonly SemaphoreSlim free = new(options.Connections);
    private readonly ConcurrentStack<SmtpConnection> idle = new();
    private volatile Rest? rest;

    public async Task<SendOutcome> SendAsync(MailToSend mail, CancellationToken cancellationToken)
    {
        SmtpEnvelope envelope;
        try
        {
            envelope = Envelope(mail);
        }
        catch (FormatException refused)
        {
            return new SendOutcome(DeliveryEventKind.Failed, null, null, refused.Message);
        }

        await free.WaitAsync(cancellationToken);
        try
        {
            return await SendAsync(envelope, cancellationToken);
        }
        finally
        {
            free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ForgetKeptAsync();
        free.Dispose();
    }

    private static SmtpEnvelope Envelope(MailToSend mail)
    {
        var from = SmtpAddress.Parse(mail.From.FromAddress);
        var to = SmtpAddress.Parse(mail.To);
        var replyTo = mail.From.ReplyTo is null ? null : SmtpAddress.Parse(mail.From.ReplyTo);
        var content = MimeWriter.Write(mail, from, to, replyTo);
        var stuffed = new ArrayBufferWriter<byte>(content.Length + 256);
        DotStuffing.Write(content.Span, stuffed);
        return new SmtpEnvelope(from, to, stuffed.WrittenMemory, from.NeedsUtf8 || to.NeedsUtf8 || replyTo is { NeedsUtf8: true }, $"{mail.Recipient.Value:N}.{mail.Attempt}");
    }

    private async Task<SendOutcome> SendAsync(SmtpEnvelope envelope, CancellationToken cancellationToken)
    {
        while (await TakeKeptAsync() is { } kept)
        {
            try
            {
                return await SendAsync(kept, envelope, cancellationToken);
            }
            catch (SmtpConnectionException)
            {
                // The server has ended a kept conversation, and probably the others: that says nothing about this mail.
                await ForgetKeptAsync();
            }
        }

        if (rest is { } resting && clock.GetUtcNow() < resting.Until) return resting.Outcome;
        try
        {
            var connection = await OpenAsync(cancellationToken);
            return await SendAsync(connection, envelope, cancellationToken);
        }
        catch (SmtpConnectionException lost)
        {
            return Deferred(lost);
        }
    }

    private async Task<SendOutcome> SendAsync(SmtpConnection connection, SmtpEnvelope envelope, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.SendAsync(envelope, cancellationToken);
        }
        finally
        {
            connection.LastUsed = clock.GetUtcNow();
            if (connection.IsUsable) idle.Push(connection);
            else await connection.DisposeAsync();
        }
    }

    private async Task<SmtpConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connection = await SmtpConnection.OpenAsync(options, cancellationToken);
            rest = null;
            return connection;
        }
        catch (SmtpConnectionException unreachable)
        {
            rest = new Rest(clock.GetUtcNow() + options.RestAfterFailure, Deferred(unreachable));
            throw;
        }
    }

    private async Task<SmtpConnection?> TakeKeptAsync()
    {
        while (idle.TryPop(out var kept))
        {
            if (clock.GetUtcNow() - kept.LastUsed < options.IdleTimeout) return kept;
            await kept.DisposeAsync();
        }

        return null;
    }

    private async Task ForgetKeptAsync()
    {
        while (idle.TryPop(out var kept)) await kept.DisposeAsync();
    }

    private static SendOutcome Deferred(SmtpConnectionException lost) =>
        new(DeliveryEventKind.Deferred, lost.Reply?.Code, lost.Reply?.EnhancedCode, lost.Reply?.ToString() ?? lost.Message);

    private sealed record Rest(DateTimeOffset Until, SendOutcome Outcome);
}
