using Vemap.Architecture.Scanner;

namespace Vemap.Architecture.Rules;

/// <summary>The mail service could be given to another team: of Infrastructure it uses what the table lists, and no table of the application.</summary>
public sealed class R23_The_mail_service_knows_mail_only : Rule
{
    private const string Infrastructure = "Vemap.Infrastructure";

    protected override int AtLeast => 2;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var allowed = code.Documents.Table("What the mail service uses").Select(row => $"{Infrastructure}.{row[0]}").ToList();
        return from type in code.UsesBelow("Vemap.MailService")
               let wrong = type.Value.Select(use => use.Type).FirstOrDefault(used => used.IsIn(Infrastructure) && !allowed.Exists(used.IsIn))
               select Judgement.Of(type.Key, wrong is null, $"touches {wrong}, which is none of its business");
    }
}
