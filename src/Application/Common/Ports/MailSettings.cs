using Vemap.Domain.Mailings;

namespace Vemap.Application.Common.Ports;

/// <summary>How this deployment mails, as configured under "Mail".</summary>
/// <param name="Proof">What the route can prove.</param>
/// <param name="MailsPerSecond">What the route takes; ten seconds of it lie on the queue at most, so that no environment waits long for another.</param>
/// <param name="PublicUrl">Where the screen is reached, for links; null: no links.</param>
public sealed record MailSettings(MailProof Proof = MailProof.Events, int MailsPerSecond = 50, string? PublicUrl = null);
