using Vemap.Bench;
using Vemap.Lab;

var lab = Laboratory.FromEnvironment();
var options = Options.Read(args);
if (options.Asks("list")) await ListBench.RunAsync(lab, options, CancellationToken.None);
if (options.Asks("start")) await StartBench.RunAsync(lab, options, CancellationToken.None);
if (options.Asks("mail")) await MailBench.RunAsync(lab, options, CancellationToken.None);
