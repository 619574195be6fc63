namespace Vemap.Places;

public interface OfTypeConstraint;

public static class TypeConstraint<T>
    where T : OfTypeConstraint
{
}

public interface OfMethodConstraint;

public static class MethodConstraint
{
    public static void Run<T>()
        where T : OfMethodConstraint
    {
    }
}

public sealed class OfFieldAttribute : Attribute;

public sealed class FieldAttribute
{
    [OfFieldAttribute]
    public int Value;
}

public sealed class OfPropertyAttribute : Attribute;

public sealed class PropertyAttribute
{
    [OfPropertyAttribute]
    public int Value { get; set; }
}

public sealed class OfEventAttribute : Attribute;

public sealed class EventAttribute
{
    [OfEventAttribute]
    public event Action Changed { add => _ = value; remove => _ = value; }
}

public sealed class OfParameterAttribute : Attribute;

public static class ParameterAttribute
{
    public static void Run([OfParameterAttribute] int value) => _ = value;
}

public sealed class OfReturnValueAttribute : Attribute;

public static class ReturnValueAttribute
{
    [return: OfReturnValueAttribute]
    public static int Run() => 1;
}

public sealed class OfCatchClause : Exception;

public static class CatchClause
{
    public static void Run(Action action)
    {
        try
        {
            action();
        }
        catch (OfCatchClause)
        {
            return;
        }
    }
}

public static class OfAsyncLambda
{
    public static Task RunAsync() => Task.CompletedTask;
}

public static class AsyncLambda
{
    public static Func<Task> Run { get; } = async () => await OfAsyncLambda.RunAsync();
}
