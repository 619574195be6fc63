using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Vemap.Architecture.Scanner;

/// <summary>
/// Reads from a compiled assembly what each type uses: in signatures, constraints, attributes and code, lambdas and async methods included.
/// It cannot see <c>nameof</c> and constants, because the compiler leaves no trace of them. The type argument of an
/// <c>Id&lt;T&gt;</c> does not count: an id may name what it identifies.
/// </summary>
public sealed class Scan
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);
    private readonly PEReader file;
    private readonly MetadataReader metadata;
    private readonly TypeNames names = new();
    private readonly Dictionary<string, HashSet<Use>> found = [];
    private HashSet<Use> current = [];
    private Scan(PEReader file) => (this.file, metadata) = (file, file.GetMetadataReader());

    /// <summary>By the full name of each outermost type: everything that it, its nested types and the types that the compiler generated for them use.</summary>
    public static IReadOnlyDictionary<string, HashSet<Use>> Of(string assembly)
    {
        using var opened = new PEReader(File.OpenRead(assembly));
        var scan = new Scan(opened);
        foreach (var type in scan.metadata.TypeDefinitions) scan.Read(type);
        return scan.found;
    }

    private void Read(TypeDefinitionHandle handle)
    {
        var name = TypeNames.Outermost(metadata, handle);
        if (name.StartsWith('<')) return;
        if (!found.TryGetValue(name, out current!)) found[name] = current = [];
        var type = metadata.GetTypeDefinition(handle);
        Touch(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations()) Touch(metadata.GetInterfaceImplementation(implemented).Interface);
        Touch(type.GetCustomAttributes());
        Touch(type.GetGenericParameters());
        foreach (var property in type.GetProperties()) Touch(metadata.GetPropertyDefinition(property).GetCustomAttributes());
        foreach (var declared in type.GetEvents()) Touch(metadata.GetEventDefinition(declared).GetCustomAttributes());
        foreach (var field in type.GetFields().Select(metadata.GetFieldDefinition))
        {
            Touch(field.DecodeSignature(names, null));
            Touch(field.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods()) Read(metadata.GetMethodDefinition(method));
    }

    private void Read(MethodDefinition method)
    {
        Touch(method.DecodeSignature(names, null));
        Touch(method.GetCustomAttributes());
        Touch(method.GetGenericParameters());
        // The return value has an entry among the parameters.
        foreach (var parameter in method.GetParameters()) Touch(metadata.GetParameter(parameter).GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0) return;
        var body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            Touch([.. metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null).SelectMany(local => local)]);
        foreach (var region in body.ExceptionRegions) Touch(region.CatchType);
        Read(body.GetILReader());
    }

    private void Read(BlobReader code)
    {
        while (code.RemainingBytes > 0)
        {
            int operation = code.ReadByte();
            if (operation == 0xFE) operation = 0xFE00 | code.ReadByte();
            var operand = Operands[operation];
            if (operand is OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineField or OperandType.InlineTok)
                Touch((EntityHandle)MetadataTokens.Handle(code.ReadInt32()));
            else if (operand == OperandType.InlineSwitch) code.ReadBytes(4 * code.ReadInt32());
            else code.Offset += Size(operand);
        }
    }

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private void Touch(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes) Touch(metadata.GetCustomAttribute(attribute).Constructor);
    }

    private void Touch(GenericParameterHandleCollection parameters)
    {
        foreach (var constraint in parameters.Select(metadata.GetGenericParameter).SelectMany(parameter => parameter.GetConstraints()))
            Touch(metadata.GetGenericParameterConstraint(constraint).Type);
    }

    private void Touch(MethodSignature<ImmutableArray<string>> signature) => Touch(names.GetFunctionPointerType(signature));
    private void Touch(ImmutableArray<string> types, string? member = null)
    {
        // A member belongs to the type itself, not to its type arguments.
        for (var index = 0; index < types.Length; index++) current.Add(new Use(types[index], index == 0 ? member : null));
    }

    private void Touch(EntityHandle handle, string? member = null)
    {
        if (handle.IsNil) return;
        if (handle.Kind == HandleKind.TypeReference) Touch(names.GetTypeFromReference(metadata, (TypeReferenceHandle)handle, 0), member);
        else if (handle.Kind == HandleKind.TypeDefinition) Touch(names.GetTypeFromDefinition(metadata, (TypeDefinitionHandle)handle, 0), member);
        else if (handle.Kind == HandleKind.TypeSpecification) Touch(metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(names, null),
            member);
        else if (handle.Kind == HandleKind.FieldDefinition) Touch(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
        else if (handle.Kind == HandleKind.MethodDefinition) Touch(metadata.GetMethodDefinition((MethodDefinitionHandle)handle));
        else if (handle.Kind == HandleKind.MethodSpecification) Touch(metadata.GetMethodSpecification((MethodSpecificationHandle)handle));
        else if (handle.Kind == HandleKind.MemberReference) Touch(metadata.GetMemberReference((MemberReferenceHandle)handle));
    }

    private void Touch(MethodDefinition method) => Touch(method.GetDeclaringType(), metadata.GetString(method.Name));
    private void Touch(MethodSpecification method)
    {
        Touch([.. method.DecodeSignature(names, null).SelectMany(argument => argument)]);
        Touch(method.Method);
    }

    private void Touch(MemberReference reference)
    {
        Touch(reference.Parent, metadata.GetString(reference.Name));
        if (reference.GetKind() == MemberReferenceKind.Method) Touch(reference.DecodeMethodSignature(names, null));
        else Touch(reference.DecodeFieldSignature(names, null));
    }
}
