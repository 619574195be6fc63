using System.Text.Json;
using FluentValidation.Results;
using Vemap.Domain.Closures;
using Vemap.Domain.Projects;
using Vemap.Domain.Stakeholders;

namespace Vemap.Application.Features.Stakeholders;

/// <summary>The fields of a stakeholder, when it is added and when it is changed.</summary>
public interface IStakeholderFields
{
    string Name { get; }

    string Email { get; }

    StakeholderCategory Category { get; }

    /// <summary>nl or en.</summary>
    string Language { get; }

    /// <summary>Must be informed before a closure starts.</summary>
    bool Mandatory { get; }

    string? Organisation { get; }

    /// <summary>The address for mail when the first address has bounced.</summary>
    string? FallbackEmail { get; }

    string? Phone { get; }

    /// <summary>GeoJSON in EPSG:4326; null: the stakeholder is interested in the whole area.</summary>
    JsonElement? InterestArea { get; }

    /// <summary>The user who logs in as this stakeholder.</summary>
    UserId? LinkedUserId { get; }
}

internal sealed class StakeholderFieldsValidator : AbstractValidator<IStakeholderFields>
{
    public StakeholderFieldsValidator()
    {
        RuleFor(body => body.Name).NotEmpty().MaximumLength(200);
        RuleFor(body => body.Organisation).MaximumLength(200);
        RuleFor(body => body.Email).NotEmpty().MailAddress();
        RuleFor(body => body.FallbackEmail).MailAddress();
        RuleFor(body => body.FallbackEmail).NotEqual(body => body.Email, StringComparer.OrdinalIgnoreCase)
            .WithErrorCode("same-address")
            .WithMessage("The fallback must be another address.");
        RuleFor(body => body.Phone).MaximumLength(40);
        RuleFor(body => body.Language).Language();
        RuleFor(body => body.Category).IsInEnum();
        RuleFor(body => body.InterestArea).Custom((area, context) =>
        {
            if (area is { } given && !GeoJson.TryParse(given.GetRawText(), out _, out var error))
                context.AddFailure(new ValidationFailure(context.PropertyPath, error) { ErrorCode = "geometry" });
        });
    }
}

/// <summary>The checks for adding and changing a stakeholder.</summary>
internal static class StakeholderInput
{
    /// <summary>Only Organisation changes the register of the environment. The register of a project is changed by its members, while the project is
    /// active.</summary>
    public static async Task RequireKeeperAsync(this IRepository<Project> projects, ProjectId? register, CallContext call, Func<ProblemException> refusal,
        CancellationToken cancellationToken)
    {
        if (register is { } project) (await projects.GetAsync(ProjectSpec.ById(project), cancellationToken)).RequireActive();
        else if (call.Access.Role != Role.Organisation) throw refusal();
    }

    public static async Task<StakeholderDetails> DetailsAsync(this IUserDirectory users, IStakeholderFields body, UserId? linkedBefore,
        CancellationToken cancellationToken)
    {
        if (body.LinkedUserId is { } user && user != linkedBefore && (await users.ActiveMembersAsync([user], cancellationToken)).Count == 0)
            throw StakeholderProblems.UnknownUser();
        return new StakeholderDetails(
            body.Name, body.Organisation, body.Email, body.FallbackEmail, body.Phone, body.Language, body.Category, body.Mandatory,
            body.InterestArea is { } area ? GeoJson.Accepted(area) : null,
            body.LinkedUserId);
    }
}
