namespace Vemap.Application.Features.R21;

/// <summary>Nobody can wait for it, and nobody can stop it.</summary>
public static class R21Unstoppable
{
    public static async void Start() => await Task.Yield();
}
