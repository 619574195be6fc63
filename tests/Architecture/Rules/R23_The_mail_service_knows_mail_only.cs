namespace Vemap.Architecture.Rules;

/// <summary>The mail service could be given to another team: of Infrastructure it uses what the table lists, and no table of the application.</summary>
public sealed class R23_The_mail_service_knows_mail_only : Rule
{
    private const string Infrastructure = "Vemap.Infrastructure";

    protected override int AtLeast => 2;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var allowed = code.Documents.Table("What the mail service uses").Select(row => $"{Infrastructure}.{row[0]}").ToList();
        var unused = allowed.ToHashSet();
        foreach (var (type, uses) in code.UsesBelow("Vemap.MailService"))
        {
            var used = uses.Select(use => use.Type).Where(used => used.IsIn(Infrastructure)).ToList();
            var wrong = used.Find(used => !allowed.Exists(used.IsIn));
            unused.RemoveWhere(place => used.Exists(used => used.IsIn(place)));
            yield return Judgement.Of(type, wrong is null, $"touches {wrong}, which is none of its business");
        }

        foreach (var place in unused) yield return new Judgement(place, "stands in the table, and the mail service does not touch it");
    }
}
