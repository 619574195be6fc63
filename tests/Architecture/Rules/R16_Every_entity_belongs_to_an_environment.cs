using Microsoft.EntityFrameworkCore;
using Vemap.Domain.Common;

namespace Vemap.Architecture.Rules;

/// <summary>An entity belongs to a client environment or is marked as platform-wide. No filter protects platform-wide rows, so the places that use them are
/// listed.</summary>
public sealed class R16_Every_entity_belongs_to_an_environment : Rule
{
    protected override int AtLeast => 8;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var entities = code.Types.Where(type => type.IsClass && type.IsAssignableTo(typeof(IEntity)) && !type.IsAbstract).Concat(Configured(code)).Distinct()
            .ToList();
        foreach (var entity in entities)
            yield return Judgement.Of(entity, entity.IsAssignableTo(typeof(ITenantBound)) != entity.IsAssignableTo(typeof(IPlatformWide)),
                "must be either ITenantBound or IPlatformWide");

        var platform = entities.Where(entity => entity.IsAssignableTo(typeof(IPlatformWide))).Select(entity => entity.FullName).ToHashSet();
        var places = code.Documents.Table("Rows of the platform").Select(row => $"Vemap.{row[0]}").ToList();
        var unused = places.ToHashSet();
        foreach (var (type, uses) in code.UsesBelow("Vemap.Application").Concat(code.UsesBelow("Vemap.Infrastructure")))
        {
            var row = uses.Select(use => use.Type).FirstOrDefault(platform.Contains);
            if (row is not null) unused.RemoveWhere(place => type.IsIn(place));
            yield return Judgement.Of(type, row is null || places.Exists(type.IsIn),
                $"uses {row}, which all environments share; ask a port of Users or ClientEnvironments, or extend the table");
        }

        foreach (var place in unused) yield return new Judgement(place, "is in the table and uses no row of the platform");
    }

    private static IEnumerable<Type> Configured(Code code) =>
        code.Implementing(typeof(IEntityTypeConfiguration<>)).SelectMany(type => type.Closed(typeof(IEntityTypeConfiguration<>)))
            .Select(configuration => configuration.GetGenericArguments()[0]);
}
