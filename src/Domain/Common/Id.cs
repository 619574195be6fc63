using System.Diagnostics.CodeAnalysis;

namespace Vemap.Domain.Common;

/// <summary>A typed id, so that the id of a project cannot be passed as the id of a closure.</summary>
/// <remarks>Ordered by bytes like PostgreSQL's uuid, so UUIDv7 ids sort by the time they were made. An empty id means "none"; as an environment it means the
/// platform, which no route can name.</remarks>
public readonly record struct Id<T>(Guid Value) : IId, IComparable<Id<T>>, IParsable<Id<T>>
{
    private const int Length = 36;

#pragma warning disable RS0030 // The one place that makes ids.
    /// <summary>A new id, which sorts after every id that was made in an earlier millisecond.</summary>
    public static Id<T> New() => new(Guid.CreateVersion7());

    /// <summary>A new id that does not show when it was made, for what an environment must not know the age of. It sorts anywhere.</summary>
    public static Id<T> NewWithoutTime() => new(Guid.NewGuid());
#pragma warning restore RS0030

    public override string ToString() => Value.ToString();

    public int CompareTo(Id<T> other) => string.CompareOrdinal(ToString(), other.ToString());

    public static bool operator <(Id<T> left, Id<T> right) => left.CompareTo(right) < 0;

    public static bool operator >(Id<T> left, Id<T> right) => left.CompareTo(right) > 0;

    public static bool operator <=(Id<T> left, Id<T> right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Id<T> left, Id<T> right) => left.CompareTo(right) >= 0;

    public static Id<T> Parse(string s, IFormatProvider? provider) => new(Guid.ParseExact(s, "D"));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<T> result)
    {
        // The length rules out blanks around the id, which the parser would ignore.
        var parsed = Guid.TryParseExact(s, "D", out var value) && s.Length == Length;
        result = new Id<T>(value);
        return parsed && value != Guid.Empty;
    }
}

/// <summary>What all typed ids share.</summary>
public interface IId
{
    Guid Value { get; }
}
