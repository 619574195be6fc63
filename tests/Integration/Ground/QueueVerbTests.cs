using Vemap.Web.Hosting;

namespace Vemap.Integration.Ground;

/// <summary>What `./vemap queue` does, as its own process would.</summary>
public sealed class QueueVerbTests
{
    [Theory]
    [InlineData]
    [InlineData("redrive")]
    [InlineData("redrive", "nothing")]
    [InlineData("dead", "mail")]
    public async Task What_it_does_not_know_it_explains(params string[] arguments) => Assert.Equal(2, await Verbs.Find("queue")!(arguments));
}
