// What nearly every file of this project uses.
global using Vemap.Application.Common.Ports;
global using Vemap.Domain.Common;
