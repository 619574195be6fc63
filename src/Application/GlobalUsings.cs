// What nearly every file of this project uses.
global using FluentValidation;
global using MediatR;
global using Vemap.Application.Common.Ports;
global using Vemap.Application.Common.Requests;
global using Vemap.Domain.Common;
global using Vemap.Domain.Users;
