using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Vemap.Integration.Walkthrough;

/// <summary>docs/walkthrough.md does what it says, on the product as it is started for people.</summary>
public sealed partial class WalkthroughTests(ProductProcesses product, ITestOutputHelper output) : IClassFixture<ProductProcesses>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task Every_block_of_the_walkthrough_holds()
    {
        var script = Script(await File.ReadAllTextAsync(ProductProcesses.File("docs/walkthrough.md")));
        Assert.True(script.Length > 10_000, "The walkthrough has lost its blocks.");

        var clock = Stopwatch.StartNew();
        var (code, said) = await RunAsync(script);
        output.WriteLine($"{clock.Elapsed.TotalSeconds:0} s\n{said}");

        Assert.True(code == 0, $"It ended with {code}:\n{string.Join('\n', said.Split('\n').TakeLast(25))}\n{product.Logs()}");
    }

    [Fact]
    public void Seeding_again_changes_nothing()
    {
        var (code, said, changed) = product.SecondSeeding;

        Assert.Equal((0, "The demo is there already. Nothing was changed.\n"), (code, said));
        Assert.Empty(changed);
    }

    [Theory]
    [InlineData("cloud")]
    [InlineData("")]
    public async Task Seeding_is_refused_outside_local_mode(string mode)
    {
        var (code, said) = await product.RunAsync("tools/Demo", "Vemap.Demo", ("Vemap__Mode", mode));

        Assert.Equal(2, code);
        Assert.Contains("local mode only", said);
    }

    // Each block stands under the line at which it begins, so that a failure tells where to look.
    private static string Script(string page)
    {
        var script = new StringBuilder();
        foreach (Match block in Block().Matches(page))
            script.Append($"echo '== line {page[..block.Index].Count(sign => sign == '\n') + 1}, after '$SECONDS' s' >&2\n").Append(block.Groups["code"].Value);
        return script.ToString();
    }

    private async Task<(int Code, string Said)> RunAsync(string script)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("bash", "-s")
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["VEMAP_API"] = product.Api, ["VEMAP_SINK"] = product.Sink },
            },
        };
        var said = new StringBuilder();
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.StandardInput.WriteAsync($"{{\n{script}\nexit 0\n}}\n");
        process.StandardInput.Close();
        using var late = new CancellationTokenSource(Longest);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"{said}\nIt took longer than {Longest.TotalMinutes} minutes.");
        }

        return (process.ExitCode, said.ToString());

        void Keep(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null) return;
            lock (said) said.AppendLine(line.Data);
        }
    }

    [GeneratedRegex("^```bash\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
