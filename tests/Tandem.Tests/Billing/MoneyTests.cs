using System.Reflection;
using Tandem.Billing.Rating;

namespace Tandem.Tests.Billing;

public sealed class MoneyTests
{
    [Fact]
    public void No_member_of_Billing_is_a_floating_point_number()
    {
        const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        List<string> found = [];
        int seen = 0;
        foreach (MemberInfo member in typeof(Rate).Assembly.GetTypes().SelectMany(static type => type.GetMembers(Everything)))
        {
            IEnumerable<Type> types = member switch
            {
                FieldInfo field => [field.FieldType],
                PropertyInfo property => [property.PropertyType],
                MethodBase method => method.GetParameters().Select(static parameter => parameter.ParameterType)
                    .Concat(method is MethodInfo { ReturnType: { } result } ? [result] : [])
                    .Concat(method.GetMethodBody()?.LocalVariables.Select(static local => local.LocalType) ?? []),
                _ => [],
            };
            seen++;
            if (types.Any(IsFloating))
            {
                found.Add($"{member.DeclaringType}.{member.Name}");
            }
        }

        found.Should().BeEmpty();
        seen.Should().BeGreaterThan(100);
    }

    [Fact]
    public void The_walk_would_see_one() => IsFloating(typeof(List<double?[]>)).Should().BeTrue();

    private static bool IsFloating(Type type) =>
        type == typeof(double)
        || type == typeof(float)
        || type == typeof(Half)
        || (type.HasElementType && type.GetElementType() is { } element && IsFloating(element))
        || type.GenericTypeArguments.Any(IsFloating);
}
