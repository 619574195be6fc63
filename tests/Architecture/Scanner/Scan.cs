using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Vemap.Architecture.Scanner;

/// <summary>One thing that a type touches: another type and perhaps a member of it.</summary>
public readonly record struct Use(string Type, string? Member = null);

/// <summary>
/// Reads from a compiled assembly what each type touches: in signatures, attributes and code, lambdas and async methods included.
/// It cannot see <c>nameof</c> and constants, for the compiler leaves no trace of them. What stands between the brackets of an
/// <c>Id&lt;T&gt;</c> counts for nothing: an id may name what it identifies.
/// </summary>
public sealed class Scan
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    private readonly PEReader file;
    private readonly MetadataReader metadata;
    private readonly TypeNames names;
    private readonly Dictionary<string, HashSet<Use>> found = [];
    private HashSet<Use> current = [];

    private Scan(PEReader file)
    {
        this.file = file;
        metadata = file.GetMetadataReader();
        names = new TypeNames();
    }

    /// <summary>By the full name of each outermost type: all that it, its nested types and what the compiler made of them touch.</summary>
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
        foreach (var attribute in type.GetCustomAttributes()) Touch(metadata.GetCustomAttribute(attribute).Constructor);
        foreach (var field in type.GetFields()) Touch(metadata.GetFieldDefinition(field).DecodeSignature(names, null));
        foreach (var parameter in type.GetGenericParameters()) Touch(parameter);
        foreach (var method in type.GetMethods()) Read(metadata.GetMethodDefinition(method));
    }

    private void Read(MethodDefinition method)
    {
        Touch(method.DecodeSignature(names, null));
        foreach (var attribute in method.GetCustomAttributes()) Touch(metadata.GetCustomAttribute(attribute).Constructor);
        foreach (var parameter in method.GetGenericParameters()) Touch(parameter);
        if (method.RelativeVirtualAddress == 0) return;
        var body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            foreach (var local in metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null)) Touch(local);
        foreach (var region in body.ExceptionRegions) Touch(region.CatchType);
        Read(body.GetILReader());
    }

    private void Read(BlobReader code)
    {
        while (code.RemainingBytes > 0)
        {
            int operation = code.ReadByte();
            if (operation == 0xFE) operation = 0xFE00 | code.ReadByte();
            switch (Operands[operation])
            {
                case OperandType.InlineNone: break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar: code.Offset += 1; break;
                case OperandType.InlineVar: code.Offset += 2; break;
                case OperandType.InlineI8 or OperandType.InlineR: code.Offset += 8; break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineField or OperandType.InlineTok: Touch((EntityHandle)MetadataTokens.Handle(code.ReadInt32())); break;
                default: code.Offset += 4; break;
            }
        }
    }

    private void Touch(GenericParameterHandle parameter)
    {
        foreach (var constraint in metadata.GetGenericParameter(parameter).GetConstraints()) Touch(metadata.GetGenericParameterConstraint(constraint).Type);
    }

    private void Touch(MethodSignature<ImmutableArray<string>> signature)
    {
        Touch(signature.ReturnType);
        foreach (var parameter in signature.ParameterTypes) Touch(parameter);
    }

    private void Touch(ImmutableArray<string> types, string? member = null)
    {
        // A member belongs to the type itself, not to what stands between its brackets.
        for (var index = 0; index < types.Length; index++)
            if (!types[index].StartsWith('<')) current.Add(new Use(types[index], index == 0 ? member : null));
    }

    private void Touch(EntityHandle handle, string? member = null)
    {
        if (handle.IsNil) return;
        switch (handle.Kind)
        {
            case HandleKind.TypeReference: Touch(names.GetTypeFromReference(metadata, (TypeReferenceHandle)handle, 0), member); break;
            case HandleKind.TypeDefinition: Touch(names.GetTypeFromDefinition(metadata, (TypeDefinitionHandle)handle, 0), member); break;
            case HandleKind.TypeSpecification: Touch(metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(names, null), member); break;
            case HandleKind.FieldDefinition: Touch(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()); break;
            case HandleKind.MethodDefinition:
                var definition = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                Touch(definition.GetDeclaringType(), metadata.GetString(definition.Name));
                break;
            case HandleKind.MethodSpecification:
                var specification = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                foreach (var argument in specification.DecodeSignature(names, null)) Touch(argument);
                Touch(specification.Method);
                break;
            case HandleKind.MemberReference:
                var reference = metadata.GetMemberReference((MemberReferenceHandle)handle);
                Touch(reference.Parent, metadata.GetString(reference.Name));
                if (reference.GetKind() == MemberReferenceKind.Method) Touch(reference.DecodeMethodSignature(names, null));
                else Touch(reference.DecodeFieldSignature(names, null));
                break;
        }
    }
}
