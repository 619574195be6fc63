using Npgsql;
using Vemap.Lab;

namespace Vemap.Integration.Common;

/// <summary>The whole product as it runs: Web, mail service and the demo's mail server as processes of their own, on free ports, with a seeded database of their own.</summary>
public sealed class ProductProcesses : IAsyncLifetime
{
    private static readonly string Root = FindRoot();

    private readonly List<RunningProgram> programs = [];
    private readonly Dictionary<string, string> settings = [];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vemap-product-");
    private TestDatabase database = null!;

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
        foreach (var (project, name) in ((string, string)[])[("tools/SmtpSink", "Vemap.SmtpSink"), ("src/MailService", "Vemap.MailService"), ("src/Web", "Vemap.Web")])
            programs.Add(Start(project, name, name, folder, settings, []));
        await Task.WhenAll(ReadyAsync("Vemap.Web", Api), ReadyAsync("Vemap.SmtpSink", Sink));
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(programs.Select(program => program.DisposeAsync().AsTask()));
        folder.Delete(recursive: true);
    }

    /// <summary>Runs one of the programs to its end, with settings of the product but those given.</summary>
    public async Task<(int Code, string Said)> RunAsync(string project, string name, params (string Name, string Value)[] others)
    {
        var all = new Dictionary<string, string>(settings);
        foreach (var other in others) all[other.Name] = other.Value;
        return await RunAsync(project, name, folder, all, []);
    }

    /// <summary>Runs one of the programs to its end, with nothing but these settings.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string project, string name, DirectoryInfo home, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> arguments)
    {
        // Each run has a log of its own.
        await using var program = Start(project, name, $"{name}-{Guid.CreateVersion7():N}", home, settings, arguments);
        var code = await program.ExitAsync(CancellationToken.None);
        return (code, await System.IO.File.ReadAllTextAsync(program.Log));
    }

    /// <summary>The end of each program's log, for the message of a test that failed.</summary>
    public string Logs() => string.Join('\n', programs.Select(program => $"--- {program.Name}\n{program.Tail()}"));

    private static RunningProgram Start(string project, string name, string log, DirectoryInfo home, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> arguments) =>
        RunningProgram.Start(log, ["dotnet", Path.Combine(Root, project, "bin", Configuration(), "net10.0", $"{name}.dll"), .. arguments], settings, home.FullName, home.FullName);

    private Task ReadyAsync(string name, string address) => programs.Single(program => program.Name == name).ReadyAsync(new Uri($"{address}/health/ready"), CancellationToken.None);

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
        await using var source = NpgsqlDataSource.Create(database.As("owner"));
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

    private async Task SettleAsync()
    {
        database = await TestDatabase.OwnAsync($"product_{Guid.NewGuid():N}");
        // No program knows the owner of the tables.
        foreach (var role in (string[])["Application", "Worker", "Mail"]) settings[$"ConnectionStrings__{role}"] = database.As(role.ToLowerInvariant(), poolSize: 20);
        var (web, page, smtp) = (Ports.Free(), Ports.Free(), Ports.Free());
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
        settings["Health__Port"] = "0";
    }

    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string FindRoot()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        while (here.GetFiles("Vemap.sln").Length == 0) here = here.Parent ?? throw new InvalidOperationException("The tests do not lie in the repository.");
        return here.FullName;
    }
}
