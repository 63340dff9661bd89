using System.Text.Json.Nodes;

namespace Loyalty.Application.Json;

/// <summary>
/// RFC 7396: members of the patch replace those of the target, null removes, objects merge, arrays replace. Where null
/// is a value and absent another (a window without an end, and the usual one), null stays.
/// </summary>
public static class MergePatch
{
    /// <param name="nullIsAValue">Names of the members that null does not remove.</param>
    public static JsonObject Apply(JsonObject target, JsonObject patch, IReadOnlyList<string> nullIsAValue)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null && nullIsAValue.Contains(name))
            {
                target[name] = null;
            }
            else if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject inner)
            {
                target[name] = Apply(
                    target[name] is JsonObject current ? (JsonObject)current.DeepClone() : [], inner, nullIsAValue);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }

        return target;
    }
}
