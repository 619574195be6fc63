namespace Vemap.Domain.Common;

/// <summary>A text that people write in more than one line; any other that comes in is one line.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ManyLinesAttribute : Attribute;
