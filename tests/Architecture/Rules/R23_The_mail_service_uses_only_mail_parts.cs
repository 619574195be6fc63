namespace Vemap.Architecture.Rules;

/// <summary>The mail service uses only the parts of Infrastructure in the table, and no table of the application, so that it can be separated.</summary>
public sealed class R23_The_mail_service_uses_only_mail_parts : Rule
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
            yield return Judgement.Of(type, wrong is null, $"uses {wrong}, which is not in the table");
        }

        foreach (var place in unused) yield return new Judgement(place, "is in the table, and the mail service does not use it");
    }
}
