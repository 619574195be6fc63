// What nearly every file of this project uses.
global using MediatR;
global using Vemap.Domain.Common;
global using Vemap.Web.Http;
