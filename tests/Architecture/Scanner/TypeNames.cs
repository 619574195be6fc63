using System.Collections.Immutable;
using System.Reflection.Metadata;
using Names = System.Collections.Immutable.ImmutableArray<string>;

namespace Vemap.Architecture.Scanner;

/// <summary>The full names of the outermost types that a signature mentions.</summary>
internal sealed class TypeNames : ISignatureTypeProvider<Names, object?>
{
    public static string Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType().IsNil ? Join(metadata, type.Namespace, type.Name) : Outermost(metadata, type.GetDeclaringType());
    }

    public Names GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference ? GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, rawTypeKind)
            : [Join(reader, type.Namespace, type.Name)];
    }

    public Names GetGenericInstantiation(Names genericType, ImmutableArray<Names> typeArguments) =>
        genericType is ["Vemap.Domain.Common.Id`1"] ? genericType : [.. genericType, .. typeArguments.SelectMany(argument => argument)];

    public Names GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [Outermost(reader, handle)];
    public Names GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
    public Names GetFunctionPointerType(MethodSignature<Names> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(parameter => parameter)];
    public Names GetModifiedType(Names modifier, Names unmodifiedType, bool isRequired) => unmodifiedType;
    public Names GetArrayType(Names elementType, ArrayShape shape) => elementType;
    public Names GetSZArrayType(Names elementType) => elementType;
    public Names GetByReferenceType(Names elementType) => elementType;
    public Names GetPointerType(Names elementType) => elementType;
    public Names GetPinnedType(Names elementType) => elementType;
    public Names GetPrimitiveType(PrimitiveTypeCode typeCode) => [];
    public Names GetGenericMethodParameter(object? genericContext, int index) => [];
    public Names GetGenericTypeParameter(object? genericContext, int index) => [];

    private static string Join(MetadataReader metadata, StringHandle space, StringHandle name) =>
        $"{metadata.GetString(space)}.{metadata.GetString(name)}".TrimStart('.');
}
