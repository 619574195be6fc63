using MediatR;
using Vemap.Application.Common.Requests;

namespace Vemap.Application.Features.R09;

/// <summary>Nobody has said who may send it.</summary>
public sealed record R09OpenToAll : ICommand<Unit>;
