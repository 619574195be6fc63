namespace Vemap.Lab;

/// <summary>What ./vemap has prepared for a measurement or a drill: the programs, built for release, and a database of its own, migrated and empty.</summary>
/// <param name="Name">Which version of the programs it is; empty for that of these sources.</param>
public sealed record Laboratory(
    string Sources,
    string Apps,
    string Folder,
    string Database,
    string Owner,
    string Application,
    string Worker,
    string Mail,
    string Superuser,
    string MailTools,
    string DatabasePrograms,
    int DatabasePort,
    string Name = "")
{
    /// <summary>The same database with the programs of another commit; null when none was asked for.</summary>
    public Laboratory? Before => Environment.GetEnvironmentVariable("VEMAP_LAB_BEFORE_APPS") is { Length: > 0 } apps && Name.Length == 0
        ? this with { Apps = apps, Name = Setting("VEMAP_LAB_BEFORE_NAME") }
        : null;

    /// <summary>Reads the variables that the script has exported.</summary>
    public static Laboratory FromEnvironment() => new(
        Setting("VEMAP_LAB_SOURCES"),
        Setting("VEMAP_LAB_APPS"),
        Setting("VEMAP_LAB_FOLDER"),
        Setting("VEMAP_LAB_CLUSTER"),
        Setting("VEMAP_LAB_OWNER"),
        Setting("VEMAP_LAB_APPLICATION"),
        Setting("VEMAP_LAB_WORKER"),
        Setting("VEMAP_LAB_MAIL"),
        Setting("VEMAP_LAB_SUPERUSER"),
        Setting("VEMAP_LAB_MAIL_TOOLS"),
        Setting("VEMAP_LAB_POSTGRES"),
        int.Parse(Setting("VEMAP_LAB_PORT"), System.Globalization.CultureInfo.InvariantCulture));

    private static string Unlimited { get; } = int.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The two programs of postfix are only unpacked, so they must be shown their libraries.</summary>
    public IReadOnlyDictionary<string, string> MailToolSettings => new Dictionary<string, string> { ["LD_LIBRARY_PATH"] = Path.Combine(MailTools, "usr/lib/postfix") };

    /// <summary>The process of the database server, which may have been started again since the last time.</summary>
    public int DatabaseProcess => int.Parse(File.ReadLines(Path.Combine(Database, "data", "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Web on this port, as it runs in production, with settings of the caller's own.</summary>
    public RunningProgram StartWeb(int port, IReadOnlyDictionary<string, string>? settings = null) => Start("web", "Vemap.Web.dll", new()
    {
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        ["Identity__Issuer"] = $"http://127.0.0.1:{port}",
        ["Store__Folder"] = Path.Combine(Folder, "files"),
        ["Store__KeyFile"] = Path.Combine(Folder, "master.key"),
        ["ConnectionStrings__Application"] = Application,
        ["ConnectionStrings__Worker"] = Worker,
        // A measurement sends more than people do.
        ["Limits__RequestsPerMinute"] = Unlimited,
        ["Limits__EnvironmentRequestsPerMinute"] = Unlimited,
        ["Limits__MailsPerDay"] = Unlimited,
    }, settings);

    public RunningProgram StartMailService(int smtpPort, IReadOnlyDictionary<string, string>? settings = null) => Start("mail", "Vemap.MailService.dll", new()
    {
        ["Mail__Host"] = "127.0.0.1",
        ["Mail__Port"] = smtpPort.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["ConnectionStrings__Mail"] = Mail,
        // Several run side by side.
        ["Health__Port"] = "0",
    }, settings);

    public RunningProgram StartSink(int smtpPort, int httpPort, IReadOnlyDictionary<string, string>? settings = null) => Start("sink", "Vemap.SmtpSink.dll", new()
    {
        ["Sink__SmtpPort"] = smtpPort.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Sink__HttpPort"] = httpPort.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["ConnectionStrings__Mail"] = Mail,
    }, settings);

    public RunningProgram Start(string name, string program, Dictionary<string, string> own, IReadOnlyDictionary<string, string>? settings = null)
    {
        own["DOTNET_ENVIRONMENT"] = own["ASPNETCORE_ENVIRONMENT"] = "Production";
        own["Vemap__Mode"] = "local";
        own["MessageStore__Folder"] = Path.Combine(Folder, "messages");
        foreach (var (key, value) in settings ?? new Dictionary<string, string>()) own[key] = value;
        return RunningProgram.Start(Name.Length == 0 ? name : $"{name}-{Name}", ["dotnet", Path.Combine(Apps, name, program)], own, Path.Combine(Apps, name), Folder);
    }

    private static string Setting(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set: run it by ./vemap.");
}
