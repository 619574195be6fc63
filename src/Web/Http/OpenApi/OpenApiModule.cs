namespace Vemap.Web.Http.OpenApi;

/// <summary>OpenAPI 3.1 at /v1/openapi.json, made by the framework and completed to what the NLGov API design rules require.</summary>
internal static class OpenApiModule
{
    public static void AddVemapOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddSchemaTransformer((schema, context, _) => Done(() => Schemas.Complete(schema, context.JsonTypeInfo.Type)));
        options.AddOperationTransformer((operation, context, _) => Done(() => Operations.Complete(operation, context.Description)));
        options.AddDocumentTransformer((document, context, _) => Done(() => Document.Complete(document)));
        options.AddDocumentTransformer((document, context, _) => Done(() => Lengths.Complete(document, context)));
    });

    public static void MapVemapOpenApi(this WebApplication app) =>
        app.MapOpenApi("/v1/openapi.json").RequireCors(policy => policy.AllowAnyOrigin()).AllowAnonymous();

    private static Task Done(Action step)
    {
        step();
        return Task.CompletedTask;
    }
}
