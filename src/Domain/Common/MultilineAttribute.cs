namespace Vemap.Domain.Common;

/// <summary>Marks a text that may have line breaks. Every other text of a body must be one line.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MultilineAttribute : Attribute;
