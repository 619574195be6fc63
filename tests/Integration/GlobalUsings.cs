// What nearly every file of this project uses.
global using System.Net;
global using Vemap.Integration.Common;
