namespace Vemap.Application.Features.R21
{
    /// <summary>Nobody can wait for it, and nobody can stop it.</summary>
    public static class R21Unstoppable
    {
        public static async void Start() => await Task.Yield();
    }
}

namespace Vemap.Application.Common.Ports
{
    /// <summary>A port that does not hear when somebody has gone away.</summary>
    public interface IR21Port
    {
        Task WorkAsync(string text);
    }
}
