using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Integration.Common;

/// <summary>The whole product as it runs: Web, mail service and the demo's mail server as processes of their own, on free ports, with a seeded database of their own.</summary>
public sealed class ProductProcesses : IAsyncLifetime
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private static readonly string Root = FindRoot();

    private readonly List<Process> processes = [];
    private readonly Dictionary<string, string> settings = [];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vemap-product-");

    // No program knows the owner of the tables.
    private IReadOnlyDictionary<string, string> Told => settings.Where(setting => setting.Key != "ConnectionStrings__Owner").ToDictionary();

    public string Api { get; private set; } = "";

    public string Sink { get; private set; } = "";

    /// <summary>What the second seeding said, and the tables in which the number of rows was another afterwards.</summary>
    public (int Code, string Said, IReadOnlyList<string> Changed) SecondSeeding { get; private set; }

    /// <summary>A file of the repository.</summary>
    public static string File(string path) => Path.Combine(Root, path);

    public async Task InitializeAsync()
    {
        await SettleAsync();
        await SeedTwiceAsync();
        Start("tools/SmtpSink", "Vemap.SmtpSink");
        Start("src/MailService", "Vemap.MailService");
        Start("src/Web", "Vemap.Web");
        await Task.WhenAll(ReadyAsync(Api), ReadyAsync(Sink));
    }

    public Task DisposeAsync()
    {
        foreach (var process in processes)
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Runs one of the programs to its end, with settings of the product but those given.</summary>
    public async Task<(int Code, string Said)> RunAsync(string project, string name, params (string Name, string Value)[] others)
    {
        var all = new Dictionary<string, string>(Told);
        foreach (var other in others) all[other.Name] = other.Value;
        return await RunAsync(project, name, folder, all, []);
    }

    /// <summary>Runs one of the programs to its end, with nothing but these settings.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string project, string name, DirectoryInfo home, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> arguments)
    {
        using var process = new Process { StartInfo = Information(project, name, home, settings) };
        foreach (var argument in arguments) process.StartInfo.ArgumentList.Add(argument);
        process.Start();
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    // Before anything else runs that could write.
    private async Task SeedTwiceAsync()
    {
        var (code, said) = await RunAsync("tools/Demo", "Vemap.Demo");
        Assert.True(code == 0, said);
        var before = await RowsAsync();
        (code, said) = await RunAsync("tools/Demo", "Vemap.Demo");
        var after = await RowsAsync();
        SecondSeeding = (code, said, [.. before.Where(table => after[table.Key] != table.Value).Select(table => table.Key)]);
    }

    private async Task<IReadOnlyDictionary<string, long>> RowsAsync()
    {
        await using var source = NpgsqlDataSource.Create(settings["ConnectionStrings__Owner"]);
        var tables = new List<string>();
        await using (var command = source.CreateCommand("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('public', 'mail', 'queue')"))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        }

        var rows = new Dictionary<string, long>();
        foreach (var table in tables)
        {
            await using var count = source.CreateCommand($"select count(*) from {table}");
            rows[table] = (long)(await count.ExecuteScalarAsync())!;
        }

        return rows;
    }

    /// <summary>The end of each program's log, for the message of a test that failed.</summary>
    public string Logs() => string.Join('\n', folder.GetFiles("*.log").Select(log => $"--- {log.Name}\n{string.Join('\n', ReadShared(log).Split('\n').TakeLast(15))}"));

    private async Task SettleAsync()
    {
        var owner = await TestDatabase.EmptyAsync($"product_{Guid.NewGuid():N}");
        await Migrator.MigrateAsync(owner, CancellationToken.None);
        settings["ConnectionStrings__Owner"] = owner;
        foreach (var role in (string[])["Application", "Worker", "Mail"])
            settings[$"ConnectionStrings__{role}"] = new NpgsqlConnectionStringBuilder(owner) { Username = $"vemap_{role.ToLowerInvariant()}", Pooling = true, MaxPoolSize = 20 }.ConnectionString;
        var (web, page, smtp) = (FreePort(), FreePort(), FreePort());
        (Api, Sink) = ($"http://127.0.0.1:{web}", $"http://127.0.0.1:{page}");
        settings["ASPNETCORE_URLS"] = Api;
        settings["Vemap__Mode"] = "local";
        settings["Store__Folder"] = Path.Combine(folder.FullName, "files");
        settings["Store__KeyFile"] = Path.Combine(folder.FullName, "master.key");
        settings["MessageStore__Folder"] = Path.Combine(folder.FullName, "messages");
        settings["Mail__Host"] = "127.0.0.1";
        settings["Mail__Port"] = settings["Sink__SmtpPort"] = $"{smtp}";
        settings["Mail__Proof"] = "events";
        settings["Mail__AllowedAddresses"] = "*";
        settings["Mail__MailsPerSecond"] = "500";
        // A greylisted mail would otherwise be tried again after a minute.
        settings["Mail__FirstRetry"] = "00:00:02";
        settings["Sink__HttpPort"] = $"{page}";
    }

    private void Start(string project, string name)
    {
        var process = new Process { StartInfo = Information(project, name, folder, Told) };
        process.Start();
        processes.Add(process);
        var log = new StreamWriter(new FileStream(Path.Combine(folder.FullName, $"{name}.log"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
        foreach (var stream in (StreamReader[])[process.StandardOutput, process.StandardError]) _ = CopyAsync(stream, log);
    }

    private static async Task CopyAsync(StreamReader from, StreamWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (to) to.WriteLine(line);
        }
    }

    private static ProcessStartInfo Information(string project, string name, DirectoryInfo home, IReadOnlyDictionary<string, string> settings)
    {
        var information = new ProcessStartInfo("dotnet") { WorkingDirectory = home.FullName, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        information.ArgumentList.Add(Path.Combine(Root, project, "bin", Configuration(), "net10.0", $"{name}.dll"));
        foreach (var (key, value) in settings) information.Environment[key] = value;
        return information;
    }

    private async Task ReadyAsync(string address)
    {
        using var client = new HttpClient();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < StartTime && processes.TrueForAll(process => !process.HasExited))
        {
            try
            {
                using var answer = await client.GetAsync($"{address}/health/ready");
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100);
        }

        Assert.Fail($"{address} does not become ready.\n{Logs()}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string ReadShared(FileInfo file)
    {
        using var reader = new StreamReader(file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string FindRoot()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        while (here.GetFiles("Vemap.sln").Length == 0) here = here.Parent ?? throw new InvalidOperationException("The tests do not lie in the repository.");
        return here.FullName;
    }
}
