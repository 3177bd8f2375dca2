using System.Globalization;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Api.Schema;

/// <summary>Checks texts and numbers, and the enumeration of any value.</summary>
public static class ScalarValidator
{
    /// <summary>Adds an error for each bound, pattern, format or enumeration that a value breaks.</summary>
    public static void Validate(JsonNode? value, StructuralSchema schema, string path, ICollection<FieldError> errors)
    {
        if (schema.Enum.Length > 0 && !schema.Enum.Any(allowed => JsonNode.DeepEquals(allowed, value)))
        {
            errors.Add(FieldError.NotSupported(path, value, schema.Enum));
        }

        if (value.Text() is { } text)
        {
            ValidateText(text, schema, path, errors);
        }
        else if (value.Number() is { } number)
        {
            ValidateNumber(value!, number, schema, path, errors);
        }
    }

    private static void ValidateText(string text, StructuralSchema schema, string path, ICollection<FieldError> errors)
    {
        // Lengths count code points, as the API does, not UTF-16 units.
        long length = schema.MinLength is null && schema.MaxLength is null ? 0 : text.EnumerateRunes().Count();
        if (length > schema.MaxLength)
        {
            errors.Add(FieldError.TooLong(path, schema.MaxLength.Value));
        }

        if (length < schema.MinLength)
        {
            errors.Add(FieldError.Invalid(path, text, $"{path} in body should be at least {schema.MinLength} chars long"));
        }

        if (schema.Pattern?.IsMatch(text) == false)
        {
            errors.Add(FieldError.Invalid(path, text, $"{path} in body should match '{schema.PatternText}'"));
        }

        if (schema.Format is not null && !TextFormats.Holds(schema.Format, text))
        {
            errors.Add(FieldError.Invalid(path, text, $"{path} in body must be of type {schema.Format}: {JsonTree.ToText(text)}"));
        }
    }

    private static void ValidateNumber(JsonNode value, double number, StructuralSchema schema, string path, ICollection<FieldError> errors)
    {
        if (schema.ExclusiveMinimum ? number <= schema.Minimum : number < schema.Minimum)
        {
            errors.Add(FieldError.Invalid(path, value, $"{path} in body should be greater than {OrEqual(schema.ExclusiveMinimum)}{Show(schema.Minimum)}"));
        }

        if (schema.ExclusiveMaximum ? number >= schema.Maximum : number > schema.Maximum)
        {
            errors.Add(FieldError.Invalid(path, value, $"{path} in body should be less than {OrEqual(schema.ExclusiveMaximum)}{Show(schema.Maximum)}"));
        }

        if (schema.MultipleOf is > 0 and { } divisor && Math.Abs(Math.IEEERemainder(number, divisor)) > 1e-9)
        {
            errors.Add(FieldError.Invalid(path, value, $"{path} in body should be a multiple of {Show(divisor)}"));
        }

        // The bounds are compared as doubles: 2^63 itself is out, and no smaller double lies between it and the largest long.
        bool fits = schema.Format switch
        {
            "int32" => number is >= int.MinValue and <= int.MaxValue,
            "int64" => number is >= long.MinValue and < 9223372036854775808d,
            _ => true,
        };
        if (!fits)
        {
            errors.Add(FieldError.Invalid(path, value, $"Checked value must be of type {schema.Type} with format {schema.Format} in {path}"));
        }
    }

    private static string OrEqual(bool isExclusive) => isExclusive ? string.Empty : "or equal to ";

    private static string Show(double? bound) => bound?.ToString("R", CultureInfo.InvariantCulture) ?? string.Empty;
}
