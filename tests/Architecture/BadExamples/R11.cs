using FluentValidation;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.R11;

public sealed record R11Text(string Text);

/// <summary>A validator that asks the database.</summary>
internal sealed class R11Validator : AbstractValidator<R11Text>
{
    public R11Validator(IRepository<Project> projects) =>
        RuleFor(request => request.Text).MustAsync(async (code, token) => !await projects.AnyAsync(ProjectSpec.WithCode(code), token));
}
