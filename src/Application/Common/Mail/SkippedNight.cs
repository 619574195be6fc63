namespace Vemap.Application.Common.Mail;

/// <summary>A night that is not carried out, by its phase and the day on which it would start.</summary>
public sealed record SkippedNight(PhaseId Phase, DateOnly Day);
