// What nearly every file of this project uses.
global using Vemap.Domain.Common;
